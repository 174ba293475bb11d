package io.hallpulse.serving.report;

import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.serving.report.ServiceFigures.Alarms;
import io.hallpulse.serving.report.ServiceFigures.Notices;
import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.ServiceFigures.Ratings;
import io.hallpulse.serving.report.ServiceFigures.Score;
import io.hallpulse.serving.report.ServiceFigures.Visits;
import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Block.Chart;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Block.Series;
import io.hallpulse.serving.report.document.Block.Table;
import io.hallpulse.serving.report.document.Block.Tile;
import io.hallpulse.serving.report.document.Block.Tiles;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Document.Fact;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Writes the daily report of the halls' service: figures in, document out. */
final class ServiceReport {
  private final ServiceFigures figures;
  private final Language language;
  private final ServiceWords words;
  private final ReportPeriod period;
  private final String district;

  private ServiceReport(ServiceFigures figures, Language language, Optional<KnownDistrict> known) {
    this.figures = figures;
    this.language = language;
    this.words = new ServiceWords(language);
    this.period = figures.period();
    this.district = known.map(place -> say(place.zh(), place.en())).orElse(figures.districtName());
  }

  static Document of(ServiceFigures figures, Language language, Optional<KnownDistrict> known) {
    return new ServiceReport(figures, language, known).document();
  }

  private String say(String zh, String en) {
    return language.say(zh, en);
  }

  private Document document() {
    var title =
        say(district + "政务服务日报", "Government service of %s: daily report".formatted(district));
    return new Document(
        language,
        title,
        ReportText.period(period, language),
        facts(),
        List.of(overview(), halls(), units(), ratings(), alarms(), notes()),
        title + " · " + period.name());
  }

  private List<Fact> facts() {
    var newest = figures.newest();
    var score = figures.score(Place.DISTRICT);
    long heard = figures.halls().keySet().stream().filter(this::wasHeard).count();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact(say("日期", "Day"), period.name()));
    facts.add(
        new Fact(
            say("数据截至", "Data as of"),
            ReportText.time(figures.asOf(), language)
                + (newest == null
                    ? ""
                    : say("，最新一次评分：", "; last scored ") + ReportText.time(newest, language))));
    facts.add(
        new Fact(
            say("大厅", "Halls"),
            say("%d 个大厅中 %d 个有数据", "%2$d of %1$d halls have data")
                    .formatted(figures.halls().size(), heard)
                + silent()));
    facts.add(
        new Fact(
            say("传感覆盖", "Coverage"),
            score
                .map(
                    found ->
                        Format.PERCENT.write(BigDecimal.valueOf(found.coverage()))
                            + say("（按扣分项权重）", " of the weights were observed"))
                .orElse(say("不可用：当日无评分", "not available: the day has no score"))));
    facts.add(
        new Fact(
            say("状态", "State"),
            score
                .map(
                    found ->
                        (found.isFinal()
                                ? say("已定稿", "final")
                                : say("暂定（次日 6:00 定稿）", "provisional until 06:00 of the next day"))
                            + say("；规则集 ", "; rules ")
                            + found.ruleset())
                .orElse(say("无", "none"))));
    return facts;
  }

  private boolean wasHeard(String hallId) {
    return figures.score(Place.hall(hallId)).isPresent()
        || figures.day(Place.hall(hallId)).isPresent();
  }

  private String silent() {
    var names =
        figures.halls().entrySet().stream()
            .filter(hall -> !wasHeard(hall.getKey()))
            .map(java.util.Map.Entry::getValue)
            .toList();
    return names.isEmpty()
        ? ""
        : say("；无数据：", "; nothing was heard from ") + String.join(say("、", ", "), names);
  }

  // Overview

  private Section overview() {
    var blocks = new ArrayList<Block>();
    blocks.add(new Tiles(tiles()));
    blocks.add(deductions());
    blocks.addAll(hours());
    return new Section(say("总体情况", "Overview"), say("总体", "Overview"), blocks);
  }

  private List<Tile> tiles() {
    var score = figures.score(Place.DISTRICT);
    var day = figures.day(Place.DISTRICT);
    var rated = figures.ratings(Place.DISTRICT);
    var told = figures.notices(Place.DISTRICT);
    var tiles = new ArrayList<Tile>();
    tiles.add(
        new Tile(
            say("服务效能健康指数", "Service health index"),
            index(score),
            "",
            List.of(
                words.category(score.map(Score::category).orElse(null)),
                score.map(this::interval).orElse(""))));
    tiles.add(
        new Tile(
            say("取号", "Tickets"),
            Cell.of(day.map(Visits::tickets).orElse(0L)),
            say("张", ""),
            List.of(
                say("办结 ", "served ") + day.map(Visits::served).orElse(0L),
                say("过号 ", "no-show ")
                    + day.map(Visits::noShows).orElse(0L)
                    + say("，离开 ", ", left ")
                    + day.map(Visits::left).orElse(0L))));
    tiles.add(
        new Tile(
            say("等候 P50", "Wait, P50"),
            minutes(day.map(Visits::p50Seconds).orElse(null)),
            say("分钟", "min"),
            List.of()));
    tiles.add(
        new Tile(
            say("等候 P90", "Wait, P90"),
            minutes(day.map(Visits::p90Seconds).orElse(null)),
            say("分钟", "min"),
            List.of(
                say("15 分钟内叫号 ", "called within 15 min ") + ReportText.of(within(day), language))));
    tiles.add(
        new Tile(
            say("好评率", "Good ratings"),
            rated.map(this::goodRate).orElseGet(this::noRatings),
            "",
            List.of(
                say("有效评价 ", "counted ") + rated.map(Ratings::counted).orElse(0L),
                say("差评 ", "bad ") + rated.map(Ratings::bad).orElse(0L))));
    tiles.add(
        new Tile(
            say("一次性告知", "One-time notices"),
            Cell.of(told.map(Notices::issued).orElse(0L)),
            say("份", ""),
            List.of(
                say("已签收 ", "signed ") + told.map(Notices::signed).orElse(0L),
                say("重复告知 ", "told again ") + told.map(Notices::repeated).orElse(0L))));
    tiles.add(
        new Tile(
            say("告警", "Alarms"),
            Cell.of(figures.alarms(Place.DISTRICT)),
            say("次", ""),
            List.of(say("未解除 ", "still open ") + open())));
    tiles.add(
        new Tile(
            say("平均办理", "Mean handling"),
            Cell.of(
                day.map(Visits::handlingSeconds).map(seconds -> seconds / 60).orElse(null),
                Format.MINUTES,
                say("无办理", "nobody was served")),
            say("分钟", "min"),
            List.of()));
    return tiles;
  }

  private long open() {
    return figures.alarms().stream()
        .filter(alarm -> alarm.place().equals(Place.DISTRICT))
        .mapToLong(Alarms::open)
        .sum();
  }

  private Table deductions() {
    var rows = new ArrayList<List<Cell>>();
    figures
        .score(Place.DISTRICT)
        .ifPresent(
            score -> {
              for (var factor : score.parts().factors()) {
                rows.add(
                    List.of(
                        Cell.of(words.factor(factor.factor())),
                        Cell.of((long) factor.incidents()),
                        Cell.of(factor.exposure()),
                        factor.exposure() == 0
                            ? new Cell.Missing(say("未观测", "not observed"))
                            : new Cell.Number(
                                BigDecimal.valueOf(factor.rate() * 100), Format.PERCENT),
                        Cell.of((long) factor.weight()),
                        factor.exposure() == 0
                            ? new Cell.Missing(say("未观测", "not observed"))
                            : new Cell.Number(
                                BigDecimal.valueOf(factor.points()), Format.DECIMAL)));
              }
              rows.add(
                  List.of(
                      Cell.of(say("黄牌、红牌与警告", "Cards and warnings")),
                      Cell.of((long) cards(score.parts())),
                      Cell.of("–"),
                      Cell.of("–"),
                      Cell.of("–"),
                      new Cell.Number(
                          BigDecimal.valueOf(score.parts().cardPoints()), Format.DECIMAL)));
            });
    return new Table(
        say("全区扣分明细", "What the district's index lost"),
        List.of(
            Column.words(say("要素", "Factor"), 30),
            Column.number(say("事件", "Incidents"), 14),
            Column.number(say("基数", "Exposure"), 14),
            Column.number(say("损失率", "Rate of loss"), 14),
            Column.number(say("权重", "Weight"), 14),
            Column.number(say("扣分", "Points lost"), 14)),
        rows);
  }

  private static int cards(HealthParts parts) {
    return parts.warnings() + parts.yellowCards() + parts.redCards();
  }

  private List<Block> hours() {
    var hours = new ArrayList<String>();
    var tickets = new ArrayList<@Nullable BigDecimal>();
    var half = new ArrayList<@Nullable BigDecimal>();
    var tenth = new ArrayList<@Nullable BigDecimal>();
    for (int hour = 0; hour < 24; hour++) {
      var visits = ofHour(hour);
      if (visits.isPresent()) {
        hours.add("%02d:00".formatted(hour));
        tickets.add(BigDecimal.valueOf(visits.get().tickets()));
        half.add(toMinutes(visits.get().p50Seconds()));
        tenth.add(toMinutes(visits.get().p90Seconds()));
      }
    }
    return List.of(
        new Chart(
            say("各时段取号", "Tickets by the hour of their issue"),
            Chart.Kind.COLUMNS,
            say("张", "tickets"),
            hours,
            List.of(new Series(say("取号", "Tickets"), tickets, Format.COUNT))),
        new Chart(
            say("各时段等候", "Waits by the hour of the issue"),
            Chart.Kind.COLUMNS,
            say("分钟", "minutes"),
            hours,
            List.of(
                new Series(say("等候 P50", "Wait P50"), half, Format.MINUTES),
                new Series(say("等候 P90", "Wait P90"), tenth, Format.MINUTES))));
  }

  private Optional<Visits> ofHour(int hour) {
    return figures.visits().stream()
        .filter(visits -> visits.hour() != null && visits.hour() == hour)
        .findFirst();
  }

  // Halls

  private Section halls() {
    var rows = new ArrayList<List<Cell>>();
    rows.add(row(say("全区", "District"), Place.DISTRICT));
    var names = new ArrayList<String>();
    var indexes = new ArrayList<@Nullable BigDecimal>();
    var waits = new ArrayList<@Nullable BigDecimal>();
    figures
        .halls()
        .forEach(
            (id, name) -> {
              var place = Place.hall(id);
              rows.add(row(name, place));
              names.add(name);
              indexes.add(
                  figures.score(place).map(Score::index).map(BigDecimal::valueOf).orElse(null));
              waits.add(
                  figures
                      .day(place)
                      .map(Visits::p90Seconds)
                      .map(ServiceReport::toMinutes)
                      .orElse(null));
            });
    return new Section(
        say("各大厅", "Halls"),
        say("大厅", "Halls"),
        List.of(
            new Chart(
                say("健康指数", "Service health index"),
                Chart.Kind.BARS,
                "",
                names,
                List.of(new Series(say("指数", "Index"), indexes, Format.DECIMAL))),
            new Chart(
                say("等候 P90", "Wait, P90"),
                Chart.Kind.BARS,
                say("分钟", "min"),
                names,
                List.of(new Series("P90", waits, Format.MINUTES))),
            new Table(say("各大厅", "Halls"), columns(say("大厅", "Hall")), rows, indexNote())
                .firstRowIsSum()));
  }

  private String indexNote() {
    return say(
        "指数 0–100，等级按当日规则集划分；覆盖率低于规则下限时不评分。等候为各段等待之和。",
        "Index 0 to 100, categories by the rule set of the day; withheld where too little is"
            + " observed. A wait is the sum of a ticket's waits.");
  }

  private List<Column> columns(String... places) {
    var columns = new ArrayList<Column>();
    for (var place : places) {
      columns.add(Column.words(place, 22));
    }
    columns.addAll(figureColumns());
    return columns;
  }

  private List<Column> figureColumns() {
    return List.of(
        Column.number(say("指数", "Index"), 8),
        Column.number(say("区间", "Interval"), 14),
        Column.words(say("等级", "Category"), 8),
        Column.number(say("覆盖率", "Coverage"), 9),
        Column.number(say("取号", "Tickets"), 8),
        Column.number(say("办结", "Served"), 8),
        Column.number(say("P50 分", "P50 min"), 8),
        Column.number(say("P90 分", "P90 min"), 8),
        Column.number(say("15 分钟内", "In 15 min"), 9),
        Column.number(say("好评率", "Good"), 9),
        Column.number(say("告警", "Alarms"), 7));
  }

  private List<Cell> row(String name, Place place) {
    var row = new ArrayList<Cell>(List.of(Cell.of(name)));
    row.addAll(cells(place));
    return row;
  }

  private List<Cell> cells(Place place) {
    var score = figures.score(place);
    var day = figures.day(place);
    return List.of(
        index(score),
        Cell.of(score.map(this::interval).orElse("–")),
        Cell.of(words.category(score.map(Score::category).orElse(null))),
        Cell.of(score.map(Score::coverage).orElse(null), Format.PERCENT, say("无评分", "no score")),
        Cell.of(day.map(Visits::tickets).orElse(0L)),
        Cell.of(day.map(Visits::served).orElse(0L)),
        minutes(day.map(Visits::p50Seconds).orElse(null)),
        minutes(day.map(Visits::p90Seconds).orElse(null)),
        within(day),
        figures.ratings(place).map(this::goodRate).orElseGet(this::noRatings),
        Cell.of(figures.alarms(place)));
  }

  // Units

  private Section units() {
    var rows = new ArrayList<List<Cell>>();
    var places = new LinkedHashMap<Place, Boolean>();
    figures.scores().forEach(score -> places.put(score.place(), true));
    figures.visits().forEach(visit -> places.put(visit.place(), true));
    places.keySet().stream()
        .filter(place -> place.unitId() != null && !place.unitId().isEmpty())
        .sorted(
            Comparator.comparing(
                    (Place place) -> figures.score(place).map(Score::index).orElse(101.0))
                .thenComparing(place -> String.valueOf(place.hallId()))
                .thenComparing(place -> String.valueOf(place.unitId())))
        .forEach(
            place -> {
              var hall = String.valueOf(place.hallId());
              var unit = String.valueOf(place.unitId());
              var row = new ArrayList<Cell>();
              row.add(Cell.of(figures.units().getOrDefault(unit, unit)));
              row.add(Cell.of(figures.halls().getOrDefault(hall, hall)));
              row.addAll(cells(place));
              rows.add(row);
            });
    return new Section(
        say("各单位（由低到高）", "Units, the lowest index first"),
        say("单位", "Units"),
        List.of(
            new Table(
                say("各单位", "Units"),
                columns(say("单位", "Unit"), say("大厅", "Hall")),
                rows,
                indexNote())));
  }

  // Ratings and notices

  private Section ratings() {
    var rated = new ArrayList<List<Cell>>();
    var told = new ArrayList<List<Cell>>();
    rated.add(rated(say("全区", "District"), Place.DISTRICT));
    told.add(told(say("全区", "District"), Place.DISTRICT));
    figures
        .halls()
        .forEach(
            (id, name) -> {
              rated.add(rated(name, Place.hall(id)));
              told.add(told(name, Place.hall(id)));
            });
    return new Section(
        say("评价与一次性告知", "Ratings and notices"),
        say("评价与告知", "Ratings"),
        List.of(
            new Table(
                    say("好差评", "Ratings given on the day"),
                    List.of(
                        Column.words(say("大厅", "Hall"), 28),
                        Column.number(say("有效评价", "Counted"), 12),
                        Column.number(say("好评率", "Good"), 12),
                        Column.number(say("差评", "Bad"), 12),
                        Column.number(say("不计入", "Set aside"), 12),
                        Column.number(say("已整改", "Put right"), 12),
                        Column.number(say("整改逾期", "Overdue"), 12)),
                    rated,
                    say(
                        "好评为非常满意、满意、基本满意；默认、雷同、逾期等评价不计入。未评价不是好评。",
                        "Good is level 5 to 3; defaulted, alike and late ratings are set aside. Not rated is not good."))
                .firstRowIsSum(),
            new Table(
                    say("一次性告知", "One-time notices"),
                    List.of(
                        Column.words(say("大厅", "Hall"), 28),
                        Column.number(say("出具", "Issued"), 14),
                        Column.number(say("签收", "Signed"), 14),
                        Column.number(say("查看", "Viewed"), 14),
                        Column.number(say("按时", "In time"), 14),
                        Column.number(say("重复告知", "Told again"), 16)),
                    told)
                .firstRowIsSum()));
  }

  private List<Cell> rated(String name, Place place) {
    var found = figures.ratings(place);
    return List.of(
        Cell.of(name),
        Cell.of(found.map(Ratings::counted).orElse(0L)),
        found.map(this::goodRate).orElseGet(this::noRatings),
        Cell.of(found.map(Ratings::bad).orElse(0L)),
        Cell.of(found.map(Ratings::setAside).orElse(0L)),
        Cell.of(found.map(Ratings::closed).orElse(0L)),
        Cell.of(found.map(Ratings::overdue).orElse(0L)));
  }

  private List<Cell> told(String name, Place place) {
    var found = figures.notices(place);
    return List.of(
        Cell.of(name),
        Cell.of(found.map(Notices::issued).orElse(0L)),
        Cell.of(found.map(Notices::signed).orElse(0L)),
        Cell.of(found.map(Notices::viewed).orElse(0L)),
        found
            .filter(notices -> notices.judged() > 0)
            .<Cell>map(notices -> share(notices.inTime(), notices.judged()))
            .orElseGet(() -> new Cell.Missing(say("无告知", "no notice"))),
        Cell.of(found.map(Notices::repeated).orElse(0L)));
  }

  // Alarms

  private Section alarms() {
    var kinds =
        figures.alarms().stream()
            .filter(alarm -> alarm.place().equals(Place.DISTRICT))
            .sorted(Comparator.comparing(Alarms::raised).reversed().thenComparing(Alarms::rule))
            .map(
                alarm ->
                    List.of(
                        Cell.of(words.rule(alarm.rule())),
                        Cell.of(words.severity(alarm.severity())),
                        Cell.of(alarm.raised()),
                        Cell.of(alarm.acknowledged()),
                        Cell.of(alarm.open()),
                        Cell.of(alarm.minutes(), Format.MINUTES, say("尚无解除", "none has cleared"))))
            .toList();
    var listed =
        figures.listed().stream()
            .map(
                alarm ->
                    List.of(
                        Cell.of(ReportText.clock(alarm.raised())),
                        Cell.of(words.rule(alarm.rule())),
                        Cell.of(words.severity(alarm.severity())),
                        Cell.of(
                            alarm.hallId() == null
                                ? "–"
                                : figures.halls().getOrDefault(alarm.hallId(), alarm.hallId())),
                        Cell.of(where(alarm)),
                        alarm.cleared() == null
                            ? Cell.of(say("未解除", "open"))
                            : Cell.of(ReportText.clock(alarm.cleared()))))
            .toList();
    return new Section(
        say("告警", "Alarms"),
        say("告警", "Alarms"),
        List.of(
            new Table(
                say("按规则", "By rule"),
                List.of(
                    Column.words(say("规则", "Rule"), 34),
                    Column.words(say("程度", "Severity"), 14),
                    Column.number(say("触发", "Raised"), 12),
                    Column.number(say("已确认", "Acknowledged"), 14),
                    Column.number(say("未解除", "Open"), 12),
                    Column.number(say("平均历时（分）", "Mean minutes"), 14)),
                kinds),
            new Table(
                say("严重的在前（至多 %d 条）", "The gravest first, %d at most")
                    .formatted(ServiceLake.LISTED),
                List.of(
                    Column.words(say("触发", "Raised"), 11),
                    Column.words(say("规则", "Rule"), 24),
                    Column.words(say("程度", "Severity"), 11),
                    Column.words(say("大厅", "Hall"), 22),
                    Column.words(say("对象", "About"), 21),
                    Column.words(say("解除", "Cleared"), 11)),
                listed,
                say("被抑制的告警未列入。", "Suppressed alarms are left out."))));
  }

  private String where(ServiceFigures.Alarm alarm) {
    if (alarm.scope().equals("unit")) {
      var id = alarm.scopeId().substring(alarm.scopeId().indexOf('/') + 1);
      return figures.units().getOrDefault(id, id);
    }
    return alarm.scopeId();
  }

  private Section notes() {
    return new Section(
        say("说明", "Notes"),
        say("说明", "Notes"),
        List.of(
            new Block.Text(
                say(
                    "指数、损失与告警由实时作业按当时生效的规则算出，原始事件可在数据湖中逐条重算；晚到数据与成立的申诉会修订以往日期。本报告只含汇总数，不含任何访客或工作人员的身份信息。",
                    "Index, losses and alarms were computed by the job under the rules of the day and can be recomputed from the raw events; late data and upheld appeals revise past days. The report holds sums alone: no visitor and no clerk is named.")),
            new Block.Text(
                say(
                    "分位数为精确值（最近秩法）。“不可用”后附原因，从不以零代替。",
                    "Percentiles are exact (nearest rank). What is not available says why and is never shown as zero."))));
  }

  // Words and cells

  private Cell index(Optional<Score> score) {
    return Cell.of(
        score.map(Score::index).orElse(null),
        Format.DECIMAL,
        score.isEmpty() ? say("无评分", "no score") : say("覆盖不足", "too little observed"));
  }

  private String interval(Score score) {
    return score.low() == null || score.high() == null
        ? "–"
        : Format.MINUTES.write(BigDecimal.valueOf(score.low()))
            + " – "
            + Format.MINUTES.write(BigDecimal.valueOf(score.high()))
            + (score.lowEvidence() ? "*" : "");
  }

  private Cell goodRate(Ratings ratings) {
    return ratings.counted() == 0 ? noRatings() : share(ratings.good(), ratings.counted());
  }

  private Cell noRatings() {
    return new Cell.Missing(say("无评价", "no rating"));
  }

  private Cell within(Optional<Visits> day) {
    return Cell.of(
        day.map(Visits::withinPercent).orElse(null),
        Format.PERCENT,
        say("无叫号", "nobody was called"));
  }

  private Cell minutes(@Nullable Long seconds) {
    return Cell.of(toMinutes(seconds), Format.MINUTES, say("无叫号", "nobody was called"));
  }

  private static @Nullable BigDecimal toMinutes(@Nullable Long seconds) {
    return seconds == null
        ? null
        : BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP);
  }

  private static Cell share(long part, long all) {
    return new Cell.Number(
        BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP),
        Format.PERCENT);
  }
}
