package io.hallpulse.serving.report;

import static io.hallpulse.serving.report.EconomyWords.TYPES;
import static io.hallpulse.serving.report.EconomyWords.UNASSIGNED;

import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Block.Chart.Kind;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Block.Series;
import io.hallpulse.serving.report.document.Block.Table;
import io.hallpulse.serving.report.document.Block.Tile;
import io.hallpulse.serving.report.document.Block.Tiles;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chapters of a week: flows of the ledger beside the state at its end. */
final class EconomyWeek extends EconomyChapters {
  EconomyWeek(EconomyFigures figures, Language language, Optional<KnownDistrict> known) {
    super(figures, language, known);
  }

  @Override
  List<Section> sections() {
    var overview =
        new Section(say("总体情况", "Overview"), say("总体", "Overview"), List.of(new Tiles(tiles())));
    return List.of(
        overview,
        weeks(),
        subdistricts(),
        industries(industries(id -> newAndClosed("section", id))),
        types());
  }

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

  private List<Cell> newAndClosed(String scope, String id) {
    var week = flows(scope, id, period);
    return List.of(Cell.of(week.registered()), Cell.of(week.cancelled() + week.revoked()));
  }

  private List<Tile> tiles() {
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

  private Section subdistricts() {
    var blocks = new ArrayList<Block>();
    known.ifPresent(place -> blocks.add(stockMap(place)));
    blocks.add(stockTable(subdistrictIds()));
    return subdistricts(blocks);
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

  private Section types() {
    var rows = new ArrayList<List<Cell>>();
    for (var type : TYPES) {
      var row = new ArrayList<>(typeRow(type));
      row.addAll(newAndClosed("type", type));
      rows.add(row);
    }
    return types(typeColumns(), rows);
  }
}
