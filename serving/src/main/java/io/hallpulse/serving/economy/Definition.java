package io.hallpulse.serving.economy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What one of the twenty indicators is.
 *
 * @param module 1 to 9
 * @param periods kinds of periods for which it is told
 * @param scopes for which it is told; those that come from the ledger alone, also for any
 *     combination
 */
@Schema(name = "EconomyDefinition")
record Definition(
    int indicator,
    int module,
    String moduleZh,
    String moduleEn,
    String zh,
    String en,
    String definition,
    String definitionZh,
    String unit,
    List<String> periods,
    List<String> scopes,
    boolean combinations) {
  private static final List<String> STATES = List.of("day", "month", "quarter", "year");
  private static final List<String> FLOWS = List.of("day", "month", "quarter", "year", "ytd");
  private static final List<String> RATES = List.of("month", "quarter", "year", "ytd");
  private static final List<String> LONG = List.of("month", "quarter", "year");
  private static final List<String> ALL = List.of("district", "subdistrict", "section", "type");
  private static final String[][] MODULES = {
    {"存量", "Stock"},
    {"新设", "New"},
    {"退出", "Exit"},
    {"迁移", "Migration"},
    {"街道", "Subdistricts"},
    {"行业", "Industries"},
    {"类型与资本", "Types and capital"},
    {"活力", "Vitality"},
    {"服务联动", "Service link"}
  };

  private static final List<String> IN_CHINESE =
      List.of(
          "S：期末在册户数",
          "（期末在册 S − 上年同期 S）÷ 上年同期 S",
          "每万常住人口的在册户数，注明人口年份",
          "N：本期新设户数",
          "（本期 N − 基期 N）÷ 基期 N；基期为上年同期或上月",
          "注销 C、吊销 R 及两者之和",
          "（C + R）÷ N",
          "（N − C − R）÷ N",
          "I：自区外迁入户数",
          "O：迁往区外户数",
          "迁入的已知注册资本减迁出的，另列资本不明的迁移户数",
          "11 个街道按在册户数排名，相等者并列",
          "新设同比增速及排名；基期少于 30 户不公布、不排名",
          "某行业门类在册 ÷ 各门类 A–T 在册之和",
          "三次产业各占新设的比重，及其与参照地区比重之比（区位商）",
          "某类型在册 ÷ 全部在册",
          "新设者中已知注册资本的合计与中位数",
          "Kaplan–Meier 法 1、3、5 年存活率及 95% 置信带；在险少于 30 户不公布",
          "异常名录或歇业的户数 ÷ 已知在册户数",
          "自首次取号到领照的工作时长中位数，及只跑一次的办件占比");

  static List<Definition> all() {
    return List.of(
        of(1, 1, "存量", "stock", "S: in stock at the end", "count", STATES, ALL, true),
        of(
            2,
            1,
            "存量同比",
            "stock, year on year",
            "(S − S a year ago) / S a year ago",
            "percent",
            STATES,
            ALL,
            true),
        of(
            3,
            1,
            "密度",
            "density",
            "10,000 S / residents, with the population's year",
            "per_10000",
            LONG,
            List.of("district", "subdistrict"),
            false),
        of(4, 2, "新设", "newly registered", "N", "count", FLOWS, ALL, true),
        of(
            5,
            2,
            "新设同比、环比",
            "newly registered, year on year and month on month",
            "(N − base) / base",
            "percent",
            RATES,
            ALL,
            true),
        of(6, 3, "退出", "exits", "cancelled C, revoked R, and C + R", "count", FLOWS, ALL, true),
        of(7, 3, "退出与新设之比", "exit-to-entry ratio", "(C + R) / N", "percent", RATES, ALL, true),
        of(8, 3, "净新设比", "net-new ratio", "(N − C − R) / N", "percent", RATES, ALL, true),
        of(9, 4, "迁入", "moved in", "I, across the district's border", "count", FLOWS, ALL, true),
        of(10, 4, "迁出", "moved out", "O, across the district's border", "count", FLOWS, ALL, true),
        of(
            11,
            4,
            "净迁移资本",
            "net migrated capital",
            "known capital moved in less moved out, and moves without known capital",
            "CNY",
            RATES,
            ALL,
            false),
        of(
            12,
            5,
            "存量排名",
            "rank by stock",
            "among the 11 subdistricts, equal ones share a rank",
            "rank",
            STATES,
            List.of("subdistrict"),
            false),
        of(
            13,
            5,
            "新设增速及排名",
            "growth of N, and its rank",
            "year on year; with a base under 30 it is suppressed and not ranked",
            "percent",
            RATES,
            List.of("subdistrict"),
            false),
        of(
            14,
            6,
            "行业存量占比",
            "share of stock by section",
            "S of a section / S of A to T",
            "percent",
            STATES,
            List.of("district", "subdistrict", "type"),
            false),
        of(
            15,
            6,
            "三次产业新设占比与区位商",
            "share of N by sector, with location quotient",
            "share_k, and share_k / share_k of the reference area",
            "percent",
            RATES,
            List.of("district", "subdistrict", "type"),
            false),
        of(
            16,
            7,
            "类型占比",
            "share of types",
            "S of a type / S",
            "percent",
            STATES,
            List.of("district", "subdistrict", "section"),
            false),
        of(
            17,
            7,
            "新设注册资本",
            "registered capital of new ones",
            "sum and median of known capital at entry",
            "CNY",
            RATES,
            ALL,
            false),
        of(
            18,
            8,
            "存活率",
            "survival",
            "Kaplan–Meier after 1, 3 and 5 years with a band of 95 %; under 30 at risk it is INSUFFICIENT",
            "percent",
            LONG,
            ALL,
            false),
        of(
            19,
            8,
            "异常或歇业占比",
            "abnormal or suspended",
            "of known stock at the end",
            "percent",
            STATES,
            ALL,
            false),
        of(
            20,
            9,
            "开办时长与一次办成率",
            "business start-up",
            "median working hours from first ticket to licence, and cases with one visit",
            "working_hours",
            RATES,
            ALL,
            false));
  }

  private static Definition of(
      int indicator,
      int module,
      String zh,
      String en,
      String definition,
      String unit,
      List<String> periods,
      List<String> scopes,
      boolean combinations) {
    return new Definition(
        indicator,
        module,
        MODULES[module - 1][0],
        MODULES[module - 1][1],
        zh,
        en,
        definition,
        IN_CHINESE.get(indicator - 1),
        unit,
        periods,
        scopes,
        combinations);
  }
}
