package io.hallpulse.serving.report;

import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.ServiceFigures.Ratings;
import io.hallpulse.serving.report.ServiceFigures.Score;
import io.hallpulse.serving.report.ServiceFigures.Visits;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the chapters of the daily service report have in common: a place in one row. */
abstract class ServiceChapter {
  final ServiceFigures figures;
  final Language language;
  final ServiceWords words;

  ServiceChapter(ServiceFigures figures, Language language) {
    this.figures = figures;
    this.language = language;
    this.words = new ServiceWords(language);
  }

  String say(String zh, String en) {
    return language.say(zh, en);
  }

  String indexNote() {
    return say(
        "指数 0–100，等级按当日规则集划分；覆盖率低于规则下限时不评分。等候为各段等待之和。",
        "Index 0 to 100, categories by the rule set of the day; withheld where too little is"
            + " observed. A wait is the sum of a ticket's waits.");
  }

  List<Column> columns(String... places) {
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

  List<Cell> row(String name, Place place) {
    var row = new ArrayList<Cell>(List.of(Cell.of(name)));
    row.addAll(cells(place));
    return row;
  }

  List<Cell> cells(Place place) {
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

  Cell index(Optional<Score> score) {
    return Cell.of(
        score.map(Score::index).orElse(null),
        Format.DECIMAL,
        score.isEmpty() ? say("无评分", "no score") : say("覆盖不足", "too little observed"));
  }

  String interval(Score score) {
    return score.low() == null || score.high() == null
        ? "–"
        : Format.MINUTES.write(BigDecimal.valueOf(score.low()))
            + " – "
            + Format.MINUTES.write(BigDecimal.valueOf(score.high()))
            + (score.lowEvidence() ? "*" : "");
  }

  Cell goodRate(Ratings ratings) {
    return ratings.counted() == 0 ? noRatings() : share(ratings.good(), ratings.counted());
  }

  Cell noRatings() {
    return new Cell.Missing(say("无评价", "no rating"));
  }

  Cell within(Optional<Visits> day) {
    return Cell.of(
        day.map(Visits::withinPercent).orElse(null),
        Format.PERCENT,
        say("无叫号", "nobody was called"));
  }

  Cell minutes(@Nullable Long seconds) {
    return Cell.of(toMinutes(seconds), Format.MINUTES, say("无叫号", "nobody was called"));
  }

  static @Nullable BigDecimal toMinutes(@Nullable Long seconds) {
    return seconds == null
        ? null
        : BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP);
  }

  static Cell share(long part, long all) {
    return new Cell.Number(
        BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP),
        Format.PERCENT);
  }
}
