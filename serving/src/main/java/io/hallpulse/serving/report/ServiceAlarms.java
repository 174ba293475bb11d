package io.hallpulse.serving.report;

import io.hallpulse.serving.report.ServiceFigures.Alarms;
import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Block.Table;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import java.util.Comparator;
import java.util.List;

/** Alarms of the day. */
final class ServiceAlarms extends ServiceChapter {
  ServiceAlarms(ServiceFigures figures, Language language) {
    super(figures, language);
  }

  Section section() {
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
}
