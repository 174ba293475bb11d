package io.hallpulse.serving.report;

import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Document.Fact;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the daily report of the halls' service: figures in, document out. */
final class ServiceReport {
  private final ServiceFigures figures;
  private final Language language;
  private final ReportPeriod period;
  private final String district;

  private ServiceReport(ServiceFigures figures, Language language, Optional<KnownDistrict> known) {
    this.figures = figures;
    this.language = language;
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
    var places = new ServicePlaces(figures, language);
    return new Document(
        language,
        title,
        ReportText.period(period, language),
        facts(),
        List.of(
            new ServiceOverview(figures, language).section(),
            places.halls(),
            places.units(),
            new ServiceRatings(figures, language).section(),
            new ServiceAlarms(figures, language).section(),
            notes()),
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
}
