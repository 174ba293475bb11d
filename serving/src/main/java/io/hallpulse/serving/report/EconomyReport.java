package io.hallpulse.serving.report;

import static io.hallpulse.serving.report.EconomyWords.UNASSIGNED;

import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Document.Fact;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Writes the economy report of a week, month, quarter or year: figures in, document out. */
final class EconomyReport {
  private final EconomyFigures figures;
  private final Language language;
  private final Optional<KnownDistrict> known;
  private final EconomyChapters chapters;
  private final EconomyWords words;
  private final ReportPeriod period;

  private EconomyReport(EconomyFigures figures, Language language, Optional<KnownDistrict> known) {
    this.figures = figures;
    this.language = language;
    this.known = known;
    this.period = figures.period();
    this.chapters =
        period.kind() == ReportKind.ECONOMY_WEEKLY
            ? new EconomyWeek(figures, language, known)
            : new EconomyPeriod(figures, language, known);
    this.words = chapters.words;
  }

  static Document of(EconomyFigures figures, Language language, Optional<KnownDistrict> known) {
    return new EconomyReport(figures, language, known).document();
  }

  private String say(String zh, String en) {
    return language.say(zh, en);
  }

  private Document document() {
    var sections = new ArrayList<>(chapters.sections());
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

  static BigDecimal percent(BigDecimal part, BigDecimal all) {
    return part.multiply(BigDecimal.valueOf(100)).divide(all, 2, RoundingMode.HALF_UP);
  }
}
