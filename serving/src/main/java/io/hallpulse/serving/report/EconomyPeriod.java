package io.hallpulse.serving.report;

import static io.hallpulse.serving.report.EconomyWords.TYPES;
import static io.hallpulse.serving.report.EconomyWords.UNASSIGNED;

import io.hallpulse.serving.report.EconomyFigures.Figure;
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
import java.util.Set;

/** The chapters of a month, quarter or year: all twenty indicators. */
final class EconomyPeriod extends EconomyChapters {
  EconomyPeriod(EconomyFigures figures, Language language, Optional<KnownDistrict> known) {
    super(figures, language, known);
  }

  @Override
  List<Section> sections() {
    return List.of(overview(), indicators(), subdistricts(), industries(), types(), survival());
  }

  private Section overview() {
    var blocks = new ArrayList<Block>();
    blocks.add(new Tiles(tiles()));
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

  private String band(String years) {
    var low = figures.ofDistrict(18, years + "_low").value();
    var high = figures.ofDistrict(18, years + "_high").value();
    return low == null || high == null
        ? ReportText.of(words.cell(figures.ofDistrict(18, years)), language)
        : Format.PERCENT.write(low) + " – " + Format.PERCENT.write(high);
  }

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

  private Section subdistricts() {
    var blocks = new ArrayList<Block>();
    known.ifPresent(
        place -> {
          blocks.add(stockMap(place));
          blocks.add(
              map(
                  place,
                  say("新设同比", "New, change on the year"),
                  "%",
                  id -> words.change(figures.at(13, "growth", "subdistrict", id))));
        });
    blocks.add(ranking(subdistrictIds()));
    return subdistricts(blocks);
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

  private Cell share(Figure part, Figure all) {
    return part.value() == null || all.value() == null || all.value().signum() <= 0
        ? new Cell.Missing(words.reason(part.reason() == null ? "ZERO_DENOMINATOR" : part.reason()))
        : new Cell.Number(EconomyReport.percent(part.value(), all.value()), Format.PERCENT);
  }

  private Section industries() {
    var blocks =
        new ArrayList<>(
            industries(
                id ->
                    List.of(
                        words.cell(figures.at(4, "new", "section", id)),
                        words.cell(figures.at(6, "total", "section", id)))));
    blocks.add(sectors());
    return industries(blocks);
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

  private Section types() {
    var rows = new ArrayList<List<Cell>>();
    for (var type : TYPES) {
      var row = new ArrayList<>(typeRow(type));
      row.add(words.cell(figures.at(4, "new", "type", type)));
      row.add(words.cell(figures.at(6, "total", "type", type)));
      row.add(words.cell(figures.at(17, "sum", "type", type)));
      row.add(words.cell(figures.at(17, "median", "type", type)));
      rows.add(row);
    }
    var columns = new ArrayList<>(typeColumns());
    columns.add(Column.number(say("新设注册资本（元）", "New capital, CNY"), 19));
    columns.add(Column.number(say("中位数（元）", "Median, CNY"), 15));
    return types(columns, rows);
  }

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
}
