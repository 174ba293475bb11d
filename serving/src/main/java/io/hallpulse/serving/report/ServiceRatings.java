package io.hallpulse.serving.report;

import io.hallpulse.serving.report.ServiceFigures.Notices;
import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.ServiceFigures.Ratings;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Block.Table;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Language;
import java.util.ArrayList;
import java.util.List;

/** Ratings and one-time notices of the day. */
final class ServiceRatings extends ServiceChapter {
  ServiceRatings(ServiceFigures figures, Language language) {
    super(figures, language);
  }

  Section section() {
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
}
