package io.hallpulse.serving.report;

import static io.hallpulse.serving.report.EconomyWords.SECTION_IDS;
import static io.hallpulse.serving.report.EconomyWords.UNASSIGNED;

import io.hallpulse.serving.report.EconomyFigures.Figure;
import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Block.Chart;
import io.hallpulse.serving.report.document.Block.Chart.Kind;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Block.Series;
import io.hallpulse.serving.report.document.Block.Shade;
import io.hallpulse.serving.report.document.Block.Table;
import io.hallpulse.serving.report.document.Block.Tile;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.document.SchematicMap;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the economy reports of all periods have in common: their shapes, places, industries and
 * types.
 */
abstract class EconomyChapters {
  final EconomyFigures figures;
  final Language language;
  final Optional<KnownDistrict> known;
  final EconomyWords words;
  final ReportPeriod period;

  EconomyChapters(EconomyFigures figures, Language language, Optional<KnownDistrict> known) {
    this.figures = figures;
    this.language = language;
    this.known = known;
    this.words = new EconomyWords(language, map(known));
    this.period = figures.period();
  }

  private static @Nullable SchematicMap map(Optional<KnownDistrict> known) {
    return known.map(KnownDistrict::map).orElse(null);
  }

  abstract List<Section> sections();

  String say(String zh, String en) {
    return language.say(zh, en);
  }

  Chart chart(String title, Kind kind, List<ReportPeriod> trend, List<Series> series) {
    return new Chart(
        title, kind, say("户", "entities"), trend.stream().map(ReportPeriod::name).toList(), series);
  }

  Tile tile(String title, Figure figure, String... beside) {
    return new Tile(title, words.cell(figure), words.unit(figure.unit()), List.of(beside));
  }

  String beside(String name, Cell cell) {
    return beside(name, ReportText.of(cell, language));
  }

  static String beside(String name, String value) {
    return name + " " + value;
  }

  Block.Map map(KnownDistrict place, String title, String unit, Function<String, Cell> figure) {
    return new Block.Map(
        title,
        unit,
        place.map(),
        place.map().sites().stream()
            .map(site -> new Shade(site.id(), say(site.zh(), site.en()), figure.apply(site.id())))
            .toList(),
        say(
            "示意图，不代表实际边界。",
            "Schematic: it shows who lies beside whom, not where a boundary runs."));
  }

  /** Those with figures, by rank and then in the order in which they came. */
  List<String> subdistrictIds() {
    var ids = new ArrayList<String>();
    figures.figures().keySet().stream()
        .filter(key -> key.scope().equals("subdistrict") && key.indicator() == 1)
        .map(EconomyFigures.Key::scopeId)
        .distinct()
        .sorted(
            Comparator.comparing(this::rank).thenComparing(this::placeOf).thenComparing(id -> id))
        .forEach(ids::add);
    return ids;
  }

  private BigDecimal rank(String id) {
    var rank = figures.at(12, "rank", "subdistrict", id).value();
    return rank == null ? BigDecimal.valueOf(Integer.MAX_VALUE) : rank;
  }

  private Integer placeOf(String id) {
    var ids =
        known.stream()
            .flatMap(place -> place.map().sites().stream())
            .map(SchematicMap.Site::id)
            .toList();
    return ids.contains(id) ? ids.indexOf(id) : ids.size();
  }

  Block stockMap(KnownDistrict place) {
    return map(
        place,
        say("期末存量", "Stock"),
        say("户", "entities"),
        id -> words.cell(figures.at(1, "stock", "subdistrict", id)));
  }

  Section subdistricts(List<Block> blocks) {
    return new Section(say("街道", "Subdistricts"), say("街道", "Subdistricts"), blocks);
  }

  /**
   * Stock by industry.
   *
   * @param flows what a section's new and closed ones are
   */
  List<Block> industries(Function<String, List<Cell>> flows) {
    var rows = new ArrayList<List<Cell>>();
    var shares = new ArrayList<@Nullable BigDecimal>();
    var names = new ArrayList<String>();
    var ids = new ArrayList<>(SECTION_IDS);
    ids.add(UNASSIGNED);
    for (var id : ids) {
      var share = figures.ofDistrict(14, id);
      names.add(words.section(id));
      shares.add(share.value());
      var row = new ArrayList<Cell>();
      row.add(Cell.of(words.section(id)));
      row.add(words.cell(figures.at(1, "stock", "section", id)));
      row.add(words.cell(share));
      row.add(words.change(figures.at(2, "yoy", "section", id)));
      row.addAll(flows.apply(id));
      rows.add(row);
    }
    return List.of(
        new Chart(
            say("存量的行业构成", "Stock by industry"),
            Kind.BARS,
            "%",
            names,
            List.of(new Series(say("占比", "Share"), shares, Format.PERCENT))),
        new Table(
            say("行业门类（GB/T 4754-2017）", "Industries (GB/T 4754-2017)"),
            List.of(
                Column.words(say("门类", "Section"), 30),
                Column.number(say("存量", "Stock"), 12),
                Column.number(say("占比", "Share"), 12),
                Column.number(say("存量同比", "On the year"), 12),
                Column.number(say("新设", "New"), 12),
                Column.number(say("退出", "Closed"), 12)),
            rows,
            say(
                "门类占比以已归类存量为分母；“未归类”以全部存量为分母。",
                "Shares of A to T are of the stock that has an industry; that of unassigned is of the whole stock.")));
  }

  Section industries(List<Block> blocks) {
    return new Section(say("行业", "Industries"), say("行业", "Industries"), blocks);
  }

  /** What is told of a type whatever the period. */
  List<Cell> typeRow(String type) {
    return List.of(
        Cell.of(words.type(type)),
        words.cell(figures.at(1, "stock", "type", type)),
        words.cell(figures.ofDistrict(16, type)),
        words.change(figures.at(2, "yoy", "type", type)));
  }

  List<Column> typeColumns() {
    return List.of(
        Column.words(say("类型", "Type"), 18),
        Column.number(say("存量", "Stock"), 10),
        Column.number(say("占比", "Share"), 9),
        Column.number(say("存量同比", "On the year"), 10),
        Column.number(say("新设", "New"), 9),
        Column.number(say("退出", "Closed"), 9));
  }

  Section types(List<Column> columns, List<List<Cell>> rows) {
    return new Section(
        say("类型与资本", "Types and capital"),
        say("类型", "Types"),
        List.of(new Table(say("主体类型", "Types"), columns, rows)));
  }
}
