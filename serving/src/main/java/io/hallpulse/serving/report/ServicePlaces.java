package io.hallpulse.serving.report;

import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.ServiceFigures.Score;
import io.hallpulse.serving.report.ServiceFigures.Visits;
import io.hallpulse.serving.report.document.Block.Chart;
import io.hallpulse.serving.report.document.Block.Series;
import io.hallpulse.serving.report.document.Block.Table;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** The day by hall and by unit. */
final class ServicePlaces extends ServiceChapter {
  ServicePlaces(ServiceFigures figures, Language language) {
    super(figures, language);
  }

  Section halls() {
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
                      .map(ServiceChapter::toMinutes)
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

  Section units() {
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
}
