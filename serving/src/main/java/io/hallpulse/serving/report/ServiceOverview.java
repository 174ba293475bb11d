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
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The day at a glance: figures of the whole district, what the index lost, hour by hour. */
final class ServiceOverview extends ServiceChapter {
  ServiceOverview(ServiceFigures figures, Language language) {
    super(figures, language);
  }

  Section section() {
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
}
