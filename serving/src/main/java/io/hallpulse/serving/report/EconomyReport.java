package io.hallpulse.serving.report;

import static io.hallpulse.serving.report.EconomyWords.SECTION_IDS;
import static io.hallpulse.serving.report.EconomyWords.TYPES;
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
import io.hallpulse.serving.report.document.Block.Tiles;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Document.Fact;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.document.SchematicMap;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes the economy report of a week, month, quarter or year: figures in, document out. */
final class EconomyReport {
  private final EconomyFigures figures;
  private final Language language;
  private final Optional<KnownDistrict> known;
  private final EconomyWords words;
  private final ReportPeriod period;
  private final boolean isWeekly;

  private EconomyReport(EconomyFigures figures, Language language, Optional<KnownDistrict> known) {
    this.figures = figures;
    this.language = language;
    this.known = known;
    this.words = new EconomyWords(language, map(known));
    this.period = figures.period();
    this.isWeekly = period.kind() == ReportKind.ECONOMY_WEEKLY;
  }

  static Document of(EconomyFigures figures, Language language, Optional<KnownDistrict> known) {
    return new EconomyReport(figures, language, known).document();
  }

  private static @Nullable SchematicMap map(Optional<KnownDistrict> known) {
    return known.map(KnownDistrict::map).orElse(null);
  }

  private String say(String zh, String en) {
    return language.say(zh, en);
  }

  private Document document() {
    var sections = new ArrayList<Section>();
    sections.add(overview());
    if (isWeekly) {
      sections.add(weeks());
    } else {
      sections.add(indicators());
    }
    sections.add(subdistricts());
    sections.add(industries());
    sections.add(types());
    if (!isWeekly) {
      sections.add(survival());
    }
    sections.add(notes());
    var title = title();
    return new Document(
        language,
        title,
        ReportText.period(period, language),
        facts(),
        sections,
        title + " · " + period.name());
  }

  private String title() {
    var district = known.map(place -> say(place.zh(), place.en())).orElse(figures.districtName());
    return switch (period.kind()) {
      case ECONOMY_WEEKLY ->
          say(district + "市场主体发展周报", "Market entities of %s: weekly report".formatted(district));
      case ECONOMY_MONTHLY ->
          say(district + "市场主体发展月报", "Market entities of %s: monthly report".formatted(district));
      case ECONOMY_QUARTERLY ->
          say(district + "市场主体发展季报", "Market entities of %s: quarterly report".formatted(district));
      case ECONOMY_YEARLY ->
          say(district + "市场主体发展年报", "Market entities of %s: yearly report".formatted(district));
      case SERVICE_DAILY -> throw new IllegalArgumentException("No economy report: " + period);
    };
  }

  private List<Fact> facts() {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact(say("统计期间", "Period"), ReportText.days(period, figures.today(), language)));
    facts.add(
        new Fact(
            say("数据截至", "Data as of"),
            ReportText.time(figures.asOf(), language)
                + say("，最新一次计算：", "; last computed ")
                + ReportText.time(figures.newest(), language)));
    facts.add(
        new Fact(
            say("数据来源", "Source"),
            say(
                "登记事件台账（economy.indicators、economy.ledger_daily）",
                "ledger of registry events (economy.indicators, economy.ledger_daily)")));
    facts.add(new Fact(say("覆盖情况", "Coverage"), coverage()));
    facts.add(new Fact(say("不可用指标", "Not available"), missing()));
    return facts;
  }

  /** What the figures rest on: how much of the stock has a place and an industry. */
  private String coverage() {
    var stock = figures.ofDistrict(1, "stock").value();
    var homeless = figures.at(1, "stock", "subdistrict", UNASSIGNED).value();
    var industry = figures.ofDistrict(14, UNASSIGNED).value();
    if (stock == null || homeless == null || stock.signum() <= 0) {
      return say("期末存量不可用", "the stock at the end of the period is not available");
    }
    var placed = percent(stock.subtract(homeless), stock);
    var text =
        say("存量中街道已归类 ", "of the stock, ")
            + Format.PERCENT.write(placed)
            + say("", " has a subdistrict");
    return industry == null
        ? text
        : text
            + say("，行业已归类 ", ", ")
            + Format.PERCENT.write(BigDecimal.valueOf(100).subtract(industry))
            + say("", " an industry");
  }

  private String missing() {
    var counts = figures.countsByReason();
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    int there = counts.getOrDefault("", 0);
    var text =
        new StringBuilder(say("%d 项中 %d 项", "%2$d of %1$d figures").formatted(all, all - there));
    for (var reason : new TreeSet<>(counts.keySet())) {
      if (!reason.isEmpty()) {
        text.append(text.indexOf(say("：", ": ")) < 0 ? say("：", ": ") : say("；", "; "))
            .append(words.reason(reason))
            .append(' ')
            .append(counts.get(reason));
      }
    }
    return text.toString();
  }

  // 1 Overview

  private Section overview() {
    var blocks = new ArrayList<Block>();
    blocks.add(new Tiles(isWeekly ? weeklyTiles() : tiles()));
    if (!isWeekly) {
      var trend = trend();
      blocks.add(
          chart(
              say("期末存量", "Stock at the end of the period"),
              Kind.LINE,
              trend,
              List.of(line(say("存量", "Stock"), trend, 1, "stock"))));
      blocks.add(
          chart(
              say("新设与退出", "New and closed"),
              Kind.COLUMNS,
              trend,
              List.of(
                  line(say("新设", "New"), trend, 4, "new"),
                  line(say("注销与吊销", "Cancelled and revoked"), trend, 6, "total"))));
    }
    return new Section(say("总体情况", "Overview"), say("总体", "Overview"), blocks);
  }

  private List<ReportPeriod> trend() {
    return period.upToHere(
        switch (period.kind()) {
          case ECONOMY_QUARTERLY -> 12;
          case ECONOMY_YEARLY -> 10;
          default -> 24;
        });
  }

  private Chart chart(String title, Kind kind, List<ReportPeriod> trend, List<Series> series) {
    return new Chart(
        title, kind, say("户", "entities"), trend.stream().map(ReportPeriod::name).toList(), series);
  }

  private Series line(String name, List<ReportPeriod> trend, int indicator, String part) {
    var values = new ArrayList<@Nullable BigDecimal>();
    for (var one : trend) {
      values.add(figures.ofDistrict(indicator, part, one).value());
    }
    return new Series(name, values, Format.COUNT);
  }

  private List<Tile> tiles() {
    var tiles = new ArrayList<Tile>();
    tiles.add(
        tile(
            say("期末存量", "Stock"),
            figures.ofDistrict(1, "stock"),
            beside(say("同比", "on the year"), words.change(figures.ofDistrict(2, "yoy")))));
    var news =
        new ArrayList<>(
            List.of(beside(say("同比", "on the year"), words.change(figures.ofDistrict(5, "yoy")))));
    if (period.kind() == ReportKind.ECONOMY_MONTHLY) {
      news.add(beside(say("环比", "on the month"), words.change(figures.ofDistrict(5, "mom"))));
    }
    tiles.add(tile(say("新设", "New"), figures.ofDistrict(4, "new"), news.toArray(String[]::new)));
    tiles.add(
        tile(
            say("退出（注销与吊销）", "Closed"),
            figures.ofDistrict(6, "total"),
            beside(say("退出进入比", "closed to new"), words.cell(figures.ofDistrict(7, "ratio")))));
    tiles.add(
        tile(
            say("净增率", "Net-new ratio"),
            figures.ofDistrict(8, "ratio"),
            say("（新设−退出）/新设", "(new − closed) / new")));
    tiles.add(
        tile(
            say("迁入", "Moved in"),
            figures.ofDistrict(9, "moved_in"),
            beside(say("迁出", "moved out"), words.cell(figures.ofDistrict(10, "moved_out")))));
    tiles.add(
        tile(
            say("新设注册资本中位数", "Median new capital"),
            figures.ofDistrict(17, "median"),
            beside(say("已知户数", "known for"), words.cell(figures.ofDistrict(17, "known")))));
    tiles.add(
        tile(
            say("一年存活率", "One-year survival"),
            figures.ofDistrict(18, "y1"),
            beside(say("95% 区间", "95 % band"), band("y1"))));
    tiles.add(
        tile(
            say("开办时长中位数", "Start-up, median"),
            figures.ofDistrict(20, "p50_hours"),
            beside(say("一次办结", "in one visit"), words.cell(figures.ofDistrict(20, "one_visit")))));
    return tiles;
  }

  private Tile tile(String title, Figure figure, String... beside) {
    return new Tile(title, words.cell(figure), words.unit(figure.unit()), List.of(beside));
  }

  private String beside(String name, Cell cell) {
    return beside(name, ReportText.of(cell, language));
  }

  private static String beside(String name, String value) {
    return name + " " + value;
  }

  private String band(String years) {
    var low = figures.ofDistrict(18, years + "_low").value();
    var high = figures.ofDistrict(18, years + "_high").value();
    return low == null || high == null
        ? ReportText.of(words.cell(figures.ofDistrict(18, years)), language)
        : Format.PERCENT.write(low) + " – " + Format.PERCENT.write(high);
  }

  // 2 All indicators of the district

  /** A part of an indicator and what it is called. */
  private record Item(int indicator, String part, String zh, String en) {}

  private static final List<Item> ITEMS =
      List.of(
          new Item(1, "stock", "期末存量", "Stock at the end"),
          new Item(2, "yoy", "存量同比", "Stock, change on the year"),
          new Item(3, "density", "每万常住人口市场主体", "Entities per 10,000 residents"),
          new Item(3, "population_year", "人口数年份", "Year of the population"),
          new Item(4, "new", "新设", "New"),
          new Item(5, "yoy", "新设同比", "New, change on the year"),
          new Item(5, "mom", "新设环比", "New, change on the month"),
          new Item(6, "total", "退出合计", "Closed"),
          new Item(6, "cancelled", "其中：注销", "of these cancelled"),
          new Item(6, "revoked", "其中：吊销", "of these revoked"),
          new Item(7, "ratio", "退出进入比", "Closed to new"),
          new Item(8, "ratio", "净增率", "Net-new ratio"),
          new Item(9, "moved_in", "迁入", "Moved in"),
          new Item(10, "moved_out", "迁出", "Moved out"),
          new Item(11, "net", "迁移资本净额", "Migrated capital, net"),
          new Item(11, "in", "其中：迁入资本", "of it moved in"),
          new Item(11, "out", "其中：迁出资本", "of it moved out"),
          new Item(11, "unknown", "资本不明的迁移", "Moves of unknown capital"),
          new Item(15, "share_1", "新设第一产业占比", "New in the primary sector"),
          new Item(15, "share_2", "新设第二产业占比", "New in the secondary sector"),
          new Item(15, "share_3", "新设第三产业占比", "New in the tertiary sector"),
          new Item(17, "sum", "新设注册资本合计", "New capital, sum"),
          new Item(17, "median", "新设注册资本中位数", "New capital, median"),
          new Item(17, "known", "注册资本已知户数", "New with known capital"),
          new Item(18, "y1", "一年存活率", "Survival, 1 year"),
          new Item(18, "y3", "三年存活率", "Survival, 3 years"),
          new Item(18, "y5", "五年存活率", "Survival, 5 years"),
          new Item(19, "either", "异常或歇业占比", "Abnormal or suspended"),
          new Item(20, "p50_hours", "开办时长中位数", "Start-up, median"),
          new Item(20, "one_visit", "一次办结率", "Start-up in one visit"),
          new Item(20, "cases", "开办办件", "Start-up cases"));

  /** Flows; what is so at a day has no sum from January on. */
  private static final Set<Integer> TO_DATE = Set.of(4, 5, 6, 7, 8, 9, 10, 11, 15, 17, 20);

  private static final String NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

  private Section indicators() {
    var rows = new ArrayList<List<Cell>>();
    var before = period.previous();
    var yearAgo = period.kind().around(period.first().minusYears(1));
    for (var item : ITEMS) {
      if (item.part().equals("mom") && period.kind() != ReportKind.ECONOMY_MONTHLY) {
        continue;
      }
      var now = figures.ofDistrict(item.indicator(), item.part());
      rows.add(
          List.of(
              Cell.of(NUMBERS.substring(item.indicator() - 1, item.indicator())),
              Cell.of(say(item.zh(), item.en())),
              words.cell(now),
              Cell.of(words.unit(now.unit())),
              words.cell(figures.ofDistrict(item.indicator(), item.part(), before)),
              words.cell(figures.ofDistrict(item.indicator(), item.part(), yearAgo)),
              TO_DATE.contains(item.indicator()) && !item.part().equals("mom")
                  ? words.cell(figures.toDate(item.indicator(), item.part()))
                  : Cell.of("–")));
    }
    return new Section(
        say("全区指标", "Indicators of the district"),
        say("全区指标", "Indicators"),
        List.of(
            new Table(
                say("九个模块的指标", "The indicators"),
                List.of(
                    Column.words("", 3),
                    Column.words(say("指标", "Indicator"), 22),
                    Column.number(period.name(), 15),
                    Column.words(say("单位", "Unit"), 11),
                    Column.number(before.name(), 15),
                    Column.number(yearAgo.name(), 15),
                    Column.number(say("年初至今", "Year to date"), 15)),
                rows,
                say(
                    "⑫⑬ 见街道部分，⑭⑯ 见行业与类型部分。只有流量有年初至今数。",
                    "⑫ and ⑬ stand under subdistricts, ⑭ and ⑯ under industries and types. Only flows have a year to date."))));
  }

  // 3 Subdistricts

  private Section subdistricts() {
    var blocks = new ArrayList<Block>();
    var ids = subdistrictIds();
    known.ifPresent(
        place -> {
          blocks.add(
              map(
                  place,
                  say("期末存量", "Stock"),
                  say("户", "entities"),
                  id -> words.cell(figures.at(1, "stock", "subdistrict", id))));
          if (!isWeekly) {
            blocks.add(
                map(
                    place,
                    say("新设同比", "New, change on the year"),
                    "%",
                    id -> words.change(figures.at(13, "growth", "subdistrict", id))));
          }
        });
    blocks.add(isWeekly ? stockTable(ids) : ranking(ids));
    return new Section(say("街道", "Subdistricts"), say("街道", "Subdistricts"), blocks);
  }

  private Block.Map map(
      KnownDistrict place, String title, String unit, Function<String, Cell> figure) {
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
  private List<String> subdistrictIds() {
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

  private Table ranking(List<String> ids) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(place(say("全区", "District"), "district", figures.district()));
    ids.forEach(id -> rows.add(place(words.subdistrict(id), "subdistrict", id)));
    return new Table(
            say("街道排名", "Ranking"),
            List.of(
                Column.number(say("存量排名", "Rank"), 6),
                Column.words(say("街道", "Subdistrict"), 14),
                Column.number(say("存量", "Stock"), 9),
                Column.number(say("占比", "Share"), 8),
                Column.number(say("存量同比", "On the year"), 9),
                Column.number(say("新设", "New"), 7),
                Column.number(say("新设同比", "Growth of new"), 10),
                Column.number(say("增速排名", "Growth rank"), 7),
                Column.number(say("退出", "Closed"), 7),
                Column.number(say("净增率", "Net-new"), 9),
                Column.number(say("每万人", "Per 10,000"), 9)),
            rows,
            say(
                "“未归类”列出但不排名：地址未能归入街道。新设基数低于规则下限的街道增速不公布。",
                "Unassigned is listed and not ranked: its addresses name no subdistrict. Growth on too small a base is not told."))
        .firstRowIsSum();
  }

  private List<Cell> place(String name, String scope, String id) {
    boolean isRanked = scope.equals("subdistrict") && !id.equals(UNASSIGNED);
    return List.of(
        isRanked ? words.cell(figures.at(12, "rank", scope, id)) : Cell.of("–"),
        Cell.of(name),
        words.cell(figures.at(1, "stock", scope, id)),
        share(figures.at(1, "stock", scope, id), figures.ofDistrict(1, "stock")),
        words.change(figures.at(2, "yoy", scope, id)),
        words.cell(figures.at(4, "new", scope, id)),
        words.change(
            scope.equals("subdistrict")
                ? figures.at(13, "growth", scope, id)
                : figures.at(5, "yoy", scope, id)),
        isRanked ? words.cell(figures.at(13, "rank", scope, id)) : Cell.of("–"),
        words.cell(figures.at(6, "total", scope, id)),
        words.cell(figures.at(8, "ratio", scope, id)),
        id.equals(UNASSIGNED) ? Cell.of("–") : words.cell(figures.at(3, "density", scope, id)));
  }

  private Table stockTable(List<String> ids) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(weekPlace(say("全区", "District"), "district", figures.district()));
    ids.forEach(id -> rows.add(weekPlace(words.subdistrict(id), "subdistrict", id)));
    return new Table(
            say("街道", "Subdistricts"),
            List.of(
                Column.number(say("存量排名", "Rank"), 7),
                Column.words(say("街道", "Subdistrict"), 16),
                Column.number(say("存量", "Stock"), 11),
                Column.number(say("存量同比", "On the year"), 11),
                Column.number(say("本周新设", "New"), 9),
                Column.number(say("较上周", "On last week"), 10),
                Column.number(say("本周退出", "Closed"), 9),
                Column.number(say("迁入", "Moved in"), 8),
                Column.number(say("迁出", "Moved out"), 8)),
            rows)
        .firstRowIsSum();
  }

  private List<Cell> weekPlace(String name, String scope, String id) {
    var now = flows(scope, id, period);
    var before = flows(scope, id, period.previous());
    boolean isRanked = scope.equals("subdistrict") && !id.equals(UNASSIGNED);
    return List.of(
        isRanked ? words.cell(figures.at(12, "rank", scope, id)) : Cell.of("–"),
        Cell.of(name),
        words.cell(figures.at(1, "stock", scope, id)),
        words.change(figures.at(2, "yoy", scope, id)),
        Cell.of(now.registered()),
        new Cell.Number(BigDecimal.valueOf(now.registered() - before.registered()), Format.STEP),
        Cell.of(now.cancelled() + now.revoked()),
        Cell.of(now.movedIn()),
        Cell.of(now.movedOut()));
  }

  // 4 Industries

  private Section industries() {
    var blocks = new ArrayList<Block>();
    var rows = new ArrayList<List<Cell>>();
    var shares = new ArrayList<@Nullable BigDecimal>();
    var names = new ArrayList<String>();
    var ids = new ArrayList<>(SECTION_IDS);
    ids.add(UNASSIGNED);
    for (var id : ids) {
      var share = figures.ofDistrict(14, id);
      names.add(words.section(id));
      shares.add(share.value());
      rows.add(
          isWeekly
              ? List.of(
                  Cell.of(words.section(id)),
                  words.cell(figures.at(1, "stock", "section", id)),
                  words.cell(share),
                  words.change(figures.at(2, "yoy", "section", id)),
                  Cell.of(flows("section", id, period).registered()),
                  Cell.of(
                      flows("section", id, period).cancelled()
                          + flows("section", id, period).revoked()))
              : List.of(
                  Cell.of(words.section(id)),
                  words.cell(figures.at(1, "stock", "section", id)),
                  words.cell(share),
                  words.change(figures.at(2, "yoy", "section", id)),
                  words.cell(figures.at(4, "new", "section", id)),
                  words.cell(figures.at(6, "total", "section", id))));
    }
    blocks.add(
        new Chart(
            say("存量的行业构成", "Stock by industry"),
            Kind.BARS,
            "%",
            names,
            List.of(new Series(say("占比", "Share"), shares, Format.PERCENT))));
    blocks.add(
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
    if (!isWeekly) {
      blocks.add(sectors());
    }
    return new Section(say("行业", "Industries"), say("行业", "Industries"), blocks);
  }

  private Table sectors() {
    var rows = new ArrayList<List<Cell>>();
    for (int k = 1; k <= 3; k++) {
      rows.add(
          List.of(
              Cell.of(
                  switch (k) {
                    case 1 -> say("第一产业", "Primary");
                    case 2 -> say("第二产业", "Secondary");
                    default -> say("第三产业", "Tertiary");
                  }),
              words.cell(figures.ofDistrict(15, "share_" + k)),
              words.cell(figures.ofDistrict(15, "lq_" + k)),
              words.cell(figures.toDate(15, "share_" + k))));
    }
    return new Table(
        say("新设的三次产业构成与区位商", "New by sector, with location quotient"),
        List.of(
            Column.words(say("产业", "Sector"), 30),
            Column.number(say("新设占比", "Share of new"), 20),
            Column.number(say("区位商", "Location quotient"), 20),
            Column.number(say("年初至今占比", "Share, year to date"), 20)),
        rows);
  }

  // 5 Types and capital

  private Section types() {
    var rows = new ArrayList<List<Cell>>();
    for (var type : TYPES) {
      var row = new ArrayList<Cell>();
      row.add(Cell.of(words.type(type)));
      row.add(words.cell(figures.at(1, "stock", "type", type)));
      row.add(words.cell(figures.ofDistrict(16, type)));
      row.add(words.change(figures.at(2, "yoy", "type", type)));
      if (isWeekly) {
        var week = flows("type", type, period);
        row.add(Cell.of(week.registered()));
        row.add(Cell.of(week.cancelled() + week.revoked()));
      } else {
        row.add(words.cell(figures.at(4, "new", "type", type)));
        row.add(words.cell(figures.at(6, "total", "type", type)));
        row.add(words.cell(figures.at(17, "sum", "type", type)));
        row.add(words.cell(figures.at(17, "median", "type", type)));
      }
      rows.add(row);
    }
    var columns =
        new ArrayList<>(
            List.of(
                Column.words(say("类型", "Type"), 18),
                Column.number(say("存量", "Stock"), 10),
                Column.number(say("占比", "Share"), 9),
                Column.number(say("存量同比", "On the year"), 10),
                Column.number(say("新设", "New"), 9),
                Column.number(say("退出", "Closed"), 9)));
    if (!isWeekly) {
      columns.add(Column.number(say("新设注册资本（元）", "New capital, CNY"), 19));
      columns.add(Column.number(say("中位数（元）", "Median, CNY"), 15));
    }
    return new Section(
        say("类型与资本", "Types and capital"),
        say("类型", "Types"),
        List.of(new Table(say("主体类型", "Types"), columns, rows)));
  }

  // 6 Vitality

  private Section survival() {
    var rows = new ArrayList<List<Cell>>();
    var scopes = new ArrayList<List<String>>();
    scopes.add(List.of("district", figures.district(), say("全区", "District")));
    TYPES.forEach(type -> scopes.add(List.of("type", type, words.type(type))));
    subdistrictIds().forEach(id -> scopes.add(List.of("subdistrict", id, words.subdistrict(id))));
    for (var scope : scopes) {
      var row = new ArrayList<Cell>();
      row.add(Cell.of(scope.get(2)));
      for (var years : List.of("y1", "y3", "y5")) {
        row.add(words.cell(figures.at(18, years, scope.get(0), scope.get(1))));
        row.add(bandCell(years, scope.get(0), scope.get(1)));
      }
      row.add(words.cell(figures.at(19, "either", scope.get(0), scope.get(1))));
      rows.add(row);
    }
    return new Section(
        say("活力", "Vitality"),
        say("活力", "Vitality"),
        List.of(
            new Table(
                    say(
                        "存活率（Kaplan–Meier）与异常或歇业占比",
                        "Survival (Kaplan–Meier) and share abnormal or suspended"),
                    List.of(
                        Column.words("", 18),
                        Column.number(say("一年", "1 year"), 9),
                        Column.number(say("95% 区间", "95 % band"), 14),
                        Column.number(say("三年", "3 years"), 9),
                        Column.number(say("95% 区间", "95 % band"), 14),
                        Column.number(say("五年", "5 years"), 9),
                        Column.number(say("95% 区间", "95 % band"), 14),
                        Column.number(say("异常或歇业", "Abnormal"), 10)),
                    rows,
                    say(
                        "注销与吊销为事件，迁出为删失；在险户数低于规则下限的不公布。",
                        "Cancelled and revoked are events, moved out is censored; with too few at risk none is told."))
                .firstRowIsSum()));
  }

  private Cell bandCell(String years, String scope, String id) {
    var low = figures.at(18, years + "_low", scope, id);
    var high = figures.at(18, years + "_high", scope, id);
    return low.value() == null || high.value() == null
        ? Cell.of("–")
        : Cell.of(Format.PERCENT.write(low.value()) + " – " + Format.PERCENT.write(high.value()));
  }

  // Weeks, from the ledger

  private EconomyFigures.WeekFlows flows(String scope, String id, ReportPeriod week) {
    return figures.flows().stream()
        .filter(
            flows ->
                flows.scope().equals(scope)
                    && flows.scopeId().equals(id)
                    && flows.week().equals(week.name()))
        .findFirst()
        // The ledger is sparse: where nothing flowed it has no row.
        .orElse(new EconomyFigures.WeekFlows(scope, id, week.name(), 0, 0, 0, 0, 0, 0, 0));
  }

  private List<Tile> weeklyTiles() {
    var now = flows("district", figures.district(), period);
    var before = flows("district", figures.district(), period.previous());
    var yearAgo = flows("district", figures.district(), yearAgo());
    return List.of(
        tile(
            say("期末存量", "Stock"),
            figures.ofDistrict(1, "stock"),
            beside(say("同比", "on the year"), words.change(figures.ofDistrict(2, "yoy")))),
        new Tile(
            say("本周新设", "New this week"),
            Cell.of(now.registered()),
            say("户", ""),
            List.of(
                beside(
                    say("上周", "last week"),
                    Format.COUNT.write(BigDecimal.valueOf(before.registered()))),
                beside(
                    say("上年同周", "a year ago"),
                    Format.COUNT.write(BigDecimal.valueOf(yearAgo.registered()))))),
        new Tile(
            say("本周退出", "Closed this week"),
            Cell.of(now.cancelled() + now.revoked()),
            say("户", ""),
            List.of(
                beside(
                    say("上周", "last week"),
                    Format.COUNT.write(
                        BigDecimal.valueOf(before.cancelled() + before.revoked()))))),
        tile(
            say("年初至今新设", "New, year to date"),
            figures.toDate(4, "new"),
            beside(say("同比", "on the year"), words.change(figures.toDate(5, "yoy")))));
  }

  /** The week with the same number of days before: 52 weeks back, so that weekdays agree. */
  private ReportPeriod yearAgo() {
    return period.kind().around(period.first().minusWeeks(52));
  }

  private Section weeks() {
    var weeks = period.upToHere(13);
    var district = figures.district();
    var rows = new ArrayList<List<Cell>>();
    var news = new ArrayList<@Nullable BigDecimal>();
    var exits = new ArrayList<@Nullable BigDecimal>();
    for (var week : weeks) {
      var flows = flows("district", district, week);
      news.add(BigDecimal.valueOf(flows.registered()));
      exits.add(BigDecimal.valueOf(flows.cancelled() + flows.revoked()));
      rows.add(
          List.of(
              Cell.of(week.name()),
              Cell.of(week.first() + " – " + week.last()),
              Cell.of(flows.registered()),
              Cell.of(flows.movedIn()),
              Cell.of(flows.cancelled()),
              Cell.of(flows.revoked()),
              Cell.of(flows.movedOut()),
              new Cell.Number(BigDecimal.valueOf(flows.adjusted()), Format.STEP),
              Cell.of(flows.stock())));
    }
    return new Section(
        say("各周台账", "Week by week"),
        say("各周", "Weeks"),
        List.of(
            chart(
                say("新设与退出", "New and closed"),
                Kind.COLUMNS,
                weeks,
                List.of(
                    new Series(say("新设", "New"), news, Format.COUNT),
                    new Series(say("注销与吊销", "Cancelled and revoked"), exits, Format.COUNT))),
            new Table(
                say(
                    "台账：期末存量 = 上期 + 新设 + 迁入 − 注销 − 吊销 − 迁出 + 调整",
                    "Ledger: stock = before + new + in − cancelled − revoked − out + adjusted"),
                List.of(
                    Column.words(say("周", "Week"), 10),
                    Column.words(say("起止", "Days"), 22),
                    Column.number(say("新设", "New"), 9),
                    Column.number(say("迁入", "Moved in"), 9),
                    Column.number(say("注销", "Cancelled"), 10),
                    Column.number(say("吊销", "Revoked"), 9),
                    Column.number(say("迁出", "Moved out"), 10),
                    Column.number(say("调整", "Adjusted"), 10),
                    Column.number(say("期末存量", "Stock"), 11)),
                rows)));
  }

  // Notes

  private Section notes() {
    return new Section(
        say("说明", "Notes"),
        say("说明", "Notes"),
        List.of(
            new Block.Text(
                say(
                    "存量为登记在册（含歇业与经营异常）的市场主体。新设、注销、吊销、迁入、迁出按法定生效日期计；迁移只计跨区。晚到或更正的登记会修订以往期间：本报告按“数据截至”时刻已记录的事件计算，同一时刻重做得到同样的数字。",
                    "The stock is all registered entities, suspended and abnormal ones included. Flows count on their legal day; only moves across the district's border are moves. Late and corrected registrations revise past periods: this report counts what had been recorded at its time, and made again as of that time it gives the same figures.")),
            new Block.Text(
                say(
                    "当期尚未结束时，同比与上年同期（截至同日）比较。“不可用”后附原因，从不以零代替。中位数、排名、存活率按 market.md 的规则计算，资本为人民币元，外币按登记日汇率折算。",
                    "While a period goes on it is held against the same days a year earlier. What is not available says why and is never shown as zero. Capital is in CNY, foreign currency at the rate of the day of registration."))));
  }

  private Cell share(Figure part, Figure all) {
    return part.value() == null || all.value() == null || all.value().signum() <= 0
        ? new Cell.Missing(words.reason(part.reason() == null ? "ZERO_DENOMINATOR" : part.reason()))
        : new Cell.Number(percent(part.value(), all.value()), Format.PERCENT);
  }

  private static BigDecimal percent(BigDecimal part, BigDecimal all) {
    return part.multiply(BigDecimal.valueOf(100)).divide(all, 2, RoundingMode.HALF_UP);
  }
}
