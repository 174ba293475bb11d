package io.hallpulse.serving.report;

import io.hallpulse.serving.report.EconomyFigures.Figure;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.document.SchematicMap;
import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the economy's terms are called. */
final class EconomyWords {
  /** Sections of GB/T 4754-2017. */
  private static final Map<String, List<String>> SECTIONS =
      Map.ofEntries(
          section("A", "农、林、牧、渔业", "Agriculture, forestry, fishery"),
          section("B", "采矿业", "Mining"),
          section("C", "制造业", "Manufacturing"),
          section("D", "电力、热力、燃气及水", "Electricity, heat, gas, water"),
          section("E", "建筑业", "Construction"),
          section("F", "批发和零售业", "Wholesale and retail"),
          section("G", "交通运输、仓储和邮政", "Transport, storage, post"),
          section("H", "住宿和餐饮业", "Hotels and catering"),
          section("I", "信息传输、软件和信息技术", "Information technology"),
          section("J", "金融业", "Finance"),
          section("K", "房地产业", "Real estate"),
          section("L", "租赁和商务服务业", "Leasing, business services"),
          section("M", "科学研究和技术服务", "Research, technical services"),
          section("N", "水利、环境和公共设施", "Environment, public facilities"),
          section("O", "居民服务、修理和其他", "Household services, repair"),
          section("P", "教育", "Education"),
          section("Q", "卫生和社会工作", "Health and social work"),
          section("R", "文化、体育和娱乐业", "Culture, sports, entertainment"),
          section("S", "公共管理、社会组织", "Public administration"),
          section("T", "国际组织", "International organisations"));

  static final List<String> SECTION_IDS = SECTIONS.keySet().stream().sorted().toList();

  static final List<String> TYPES = List.of("ENTERPRISE", "HOUSEHOLD", "COOPERATIVE");

  static final String UNASSIGNED = "unassigned";

  private final Language language;
  private final @Nullable SchematicMap map;

  EconomyWords(Language language, @Nullable SchematicMap map) {
    this.language = language;
    this.map = map;
  }

  private static Map.Entry<String, List<String>> section(String id, String zh, String en) {
    return Map.entry(id, List.of(zh, en));
  }

  String say(String zh, String en) {
    return language.say(zh, en);
  }

  String section(String id) {
    var names = SECTIONS.get(id);
    return names == null ? unassigned(id) : id + " " + say(names.get(0), names.get(1));
  }

  String type(String id) {
    return switch (id) {
      case "ENTERPRISE" -> say("企业", "Enterprises");
      case "HOUSEHOLD" -> say("个体工商户", "Household businesses");
      case "COOPERATIVE" -> say("农民专业合作社", "Farmers' cooperatives");
      default -> unassigned(id);
    };
  }

  String subdistrict(String id) {
    return Optional.ofNullable(map).stream()
        .flatMap(known -> known.sites().stream())
        .filter(site -> site.id().equals(id))
        .findFirst()
        .map(site -> say(site.zh(), site.en()))
        .orElse(unassigned(id));
  }

  private String unassigned(String id) {
    return id.equals(UNASSIGNED) ? say("未归类", "Unassigned") : id;
  }

  /** A figure as it stands in a table: its number, or why there is none. */
  Cell cell(Figure figure) {
    return cell(figure, format(figure.unit()));
  }

  Cell cell(Figure figure, Format format) {
    return Cell.of(figure.value(), format, reason(figure.reason()));
  }

  /** A change in percent, with its sign. */
  Cell change(Figure figure) {
    return cell(figure, Format.CHANGE);
  }

  static Format format(String unit) {
    return switch (unit) {
      case "percent" -> Format.PERCENT;
      case "CNY" -> Format.MONEY;
      case "per_10000", "working_hours" -> Format.DECIMAL;
      case "ratio" -> Format.RATIO;
      case "rank" -> Format.RANK;
      case "year" -> Format.YEAR;
      default -> Format.COUNT;
    };
  }

  String unit(String unit) {
    return switch (unit) {
      case "count" -> say("户", "");
      case "percent", "rank", "year", "ratio" -> "";
      case "CNY" -> say("元", "CNY");
      case "per_10000" -> say("户/万人", "per 10,000 residents");
      case "working_hours" -> say("工作小时", "working hours");
      default -> unit;
    };
  }

  /** Why a figure is not available. */
  String reason(@Nullable String reason) {
    if (reason == null) {
      return "";
    }
    return switch (reason) {
      case "PARTIAL_PERIOD" -> say("登记数据起点之前", "before the registry's records begin");
      case "BASE_MISSING" -> say("基期无数据", "no data for the base period");
      case "BASE_ZERO" -> say("基期为零", "the base is zero");
      case "BASE_SUPPRESSED" -> say("基数过小", "the base is too small");
      case "ZERO_DENOMINATOR" -> say("分母为零", "the denominator is zero");
      case "NO_POPULATION" -> say("缺常住人口数", "no population figure");
      case "NO_REFERENCE" -> say("缺参照地区数据", "no reference area");
      case "NO_DATA" -> say("无相关数据", "nothing to compute it from");
      case "INSUFFICIENT" -> say("样本不足", "too few entities at risk");
      case "DATA_FAULT" -> say("数据异常", "fault in the data");
      case "NO_ROW" -> say("尚未计算", "not computed");
      default -> reason;
    };
  }
}
