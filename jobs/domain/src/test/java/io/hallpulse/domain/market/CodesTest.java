package io.hallpulse.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.market.RegistryCheck.Verdict.LetIn;
import io.hallpulse.domain.market.RegistryCheck.Verdict.TurnedAway;
import io.hallpulse.schemas.reference.FxRate;
import io.hallpulse.schemas.reference.GazetteerRow;
import io.hallpulse.schemas.reference.GazetteerRow.Parity;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of market.md, sections 1, 4 and 5. */
class CodesTest {
  private static final String CODE = "91370213163563924N";
  private static final Map<String, BigDecimal> RATES =
      Map.of("USD", new BigDecimal("800.00"), "JPY", new BigDecimal("7.00"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      textBlock =
          """
          30万元              | KNOWN 300000.00
          30(万)              | KNOWN 300000.00
          30（万）            | KNOWN 300000.00
          160万人民币         | KNOWN 1600000.00
          60万元人民币        | KNOWN 600000.00
          580(万元人民币)     | KNOWN 5800000.00
          3285.9万元          | KNOWN 32859000.00
          1,226.5700(万)      | KNOWN 12265700.00
          21(万美元)          | KNOWN 1680000.00
          12,000(万日元)      | KNOWN 8400000.00
          0万美元             | KNOWN 0.00
          ３ 万 元 整         | KNOWN 30000.00
          人民币3万元         | KNOWN 30000.00
          RMB3万元人民币      | KNOWN 30000.00
          USD3万元            | KNOWN 240000.00
          1亿                 | KNOWN 100000000.00
          0.005元             | KNOWN 0.01
          10000亿元           | KNOWN 1000000000000.00
          10000.0001亿元      | UNPARSED
          USD3万人民币        | UNPARSED
          30                  | UNPARSED
          30整                | UNPARSED
          30()                | UNPARSED
          1,57(万)            | UNPARSED
          -3万元              | UNPARSED
          3万元5万元          | UNPARSED
          21(万欧元)          | NO_RATE
          N/A                 | ABSENT
          NULL                | ABSENT
          --                  | ABSENT
          暂无                | ABSENT
          """)
  void capital(String raw, String expected) {
    var capital = Capital.of(raw, currency -> Optional.ofNullable(RATES.get(currency)));
    var cents = capital.cents();

    assertThat(capital.status() + (cents == null ? "" : " " + BigDecimal.valueOf(cents, 2)))
        .isEqualTo(expected);
  }

  @Test
  void creditCodes() {
    assertThat(CreditCode.isValid(CODE)).isTrue();
    assertThat(CreditCode.normal(" ９137 0213163563924n")).isEqualTo(CODE);
    assertThat(CreditCode.isValid("91370213163563924M")).isFalse();
    assertThat(CreditCode.isValid("370213163563924")).isFalse();
    assertThat(CreditCode.isValid("9137021316356392IN")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "NULL",
      value = {
        "NULL,91,ENTERPRISE",
        "NULL,92,HOUSEHOLD",
        "N/A,93,COOPERATIVE",
        "NULL,94,NULL",
        "个体工商户,91,HOUSEHOLD",
        "农民专业合作社,91,COOPERATIVE",
        "供销合作社,93,ENTERPRISE",
        "个人独资企业,92,ENTERPRISE",
        "普通合伙,92,ENTERPRISE",
        "集体分支机构（非法人）,93,ENTERPRISE"
      })
  void types(String text, String code, String expected) {
    assertThat(EntityType.of(text, code + "370213163563924").map(Enum::name).orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void aTypeThatDisagreesWithTheCodeIsAConflict() {
    assertThat(EntityType.isConflict("个体工商户", "91")).isTrue();
    assertThat(EntityType.isConflict("公司", "91")).isFalse();
    assertThat(EntityType.isConflict("公司", "99")).isFalse();
    assertThat(EntityType.isConflict(null, "92")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "NULL",
      value = {
        "NULL,unassigned 0",
        "N/A,unassigned 0",
        "A,A 1",
        "A05,A 3",
        "05,A 3",
        "0111,A 1",
        "B,B 2",
        "B11,B 3",
        "C43,C 3",
        "C,C 2",
        "13,C 2",
        "E50,E 2",
        "F5211,F 3",
        "97,T 3",
        "T97,T 3",
        "90,R 3",
        "H62,H 3"
      })
  void industries(String code, String expected) {
    var industry = Industry.of(code).orElseThrow();

    assertThat(industry.sectionName() + " " + industry.sector()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"F13", "98", "00", "U", "5", "12345", "f51", "AB"})
  void noIndustries(String code) {
    assertThat(Industry.of(code)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "青岛市李沧区振华路157号,unassigned UNKNOWN",
    "青岛市崂山区振华路街道1号,unassigned OUTSIDE",
    "青岛市李沧区与崂山区交界 虎山路 街道办事处,虎山路 STREET_OFFICE",
    "李沧区楼山办事处与李村街道,楼山 STREET_OFFICE",
    "青岛市,unassigned UNKNOWN",
    "李沧区金水路8号,世园 GAZETTEER",
    "李沧区金水路9号,九水 GAZETTEER",
    "李沧区金水路,unassigned UNKNOWN",
    "李沧区金水路101号,unassigned UNKNOWN",
    "李沧区金水路北8号,unassigned UNKNOWN",
    "金水路8号李沧区重庆路,unassigned AMBIGUOUS",
    "李沧区重庆路金水路8号,世园 GAZETTEER",
    "李沧区重庆中路金水路8号,湘潭路 GAZETTEER"
  })
  void subdistricts(String address, String expected) {
    var gazetteer =
        List.of(
            new GazetteerRow("金水路", 1, 100, Parity.ODD, "九水街道"),
            new GazetteerRow("金水路", 1, 100, Parity.EVEN, "世园"),
            new GazetteerRow("重庆路", null, null, Parity.ALL, "楼山"),
            new GazetteerRow("重庆路", 1, null, Parity.ALL, "兴城路"),
            new GazetteerRow("重庆路", null, null, Parity.ODD, "兴城路"),
            new GazetteerRow("重庆中路", null, null, Parity.ALL, "湘潭路"),
            new GazetteerRow("重庆", null, null, Parity.ALL, "沧口"));
    var found =
        Subdistricts.of(
            address,
            address.startsWith("金水路8号李沧区")
                ? List.of(
                    new GazetteerRow("重庆路", null, null, Parity.ALL, "楼山"),
                    new GazetteerRow("重庆路", null, null, Parity.valueOf("ALL"), "沧口"))
                : address.contains("重庆路金水路")
                    ? List.of(new GazetteerRow("金水路8号", null, null, Parity.ALL, "世园"))
                    : gazetteer);

    assertThat(found.name() + " " + found.source()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      textBlock =
          """
          kind           | NULL               | MISSING_FIELD
          kind           | ENTITY_SOLD        | UNKNOWN_KIND
          source         | NULL               | MISSING_FIELD
          time           | yesterday          | BAD_DATE
          effective_date | 2026-02-30         | BAD_DATE
          effective_date | 1949-09-30         | BAD_DATE
          effective_date | 2026-03-02         | FUTURE_DATE
          uscc           | NULL               | MISSING_FIELD
          uscc           | 91370213163563924M | BAD_USCC
          uscc           | 12370213163563924W | NOT_MARKET_ENTITY
          industry_code  | F13                | BAD_INDUSTRY
          subdistrict    | 崂山               | BAD_SUBDISTRICT
          from_district  | 370213             | SAME_DISTRICT
          """)
  void rejected(String field, String value, String reason) {
    var fields = Registry.fields("ENTITY_MOVED_IN", CODE, "2026-03-01", "seq", 1L);
    if (value == null) {
      fields.remove(field);
    } else if (field.equals("uscc") && reason.equals("NOT_MARKET_ENTITY")) {
      fields.put(field, value.substring(0, 17) + CreditCode.check(value));
    } else {
      fields.put(field, value);
    }
    var verdict = new RegistryCheck(new MarketReference()).check(fields, null);

    assertThat(((TurnedAway) verdict).rejection().reason()).hasToString(reason);
  }

  @Test
  void aTypeThatNeitherTextNorCodeTellsIsTurnedAway() {
    var code = "94370213163563924";
    var fields =
        Registry.fields(
            "ENTITY_REGISTERED",
            code + CreditCode.check(code),
            "2026-03-01",
            "seq",
            1L,
            "type_text",
            "N/A");
    var verdict = new RegistryCheck(new MarketReference()).check(fields, null);

    assertThat(((TurnedAway) verdict).rejection().reason()).hasToString("UNKNOWN_TYPE");
  }

  @Test
  void whatIsWrongFirstIsTold() {
    var fields = Registry.fields("ENTITY_REGISTERED", "1", "2026-13-01", "seq", 1L);
    var check = new RegistryCheck(new MarketReference());

    assertThat(((TurnedAway) check.check(fields, null)).rejection().reason())
        .hasToString("BAD_USCC");
    fields.put("kind", "STOCK_REBASED");
    assertThat(((TurnedAway) check.check(fields, null)).rejection().field())
        .isEqualTo("subdistrict");
  }

  @Test
  void aChangeDerivesOnlyWhatItTouches() {
    var changed = letIn("ENTITY_CHANGED", "address", "李沧区虎山路街道1号");
    assertThat(changed.getSubdistrict()).isEqualTo("虎山路");
    assertThat(changed.getSection()).isNull();
    assertThat(changed.getEntityType()).isNull();
    assertThat(changed.getCapitalStatus()).isNull();

    var cleared =
        letIn("ENTITY_CHANGED", "clear", List.of("address", "capital_raw", "industry_code"));
    assertThat(cleared.getSubdistrict()).isEqualTo("unassigned");
    assertThat(cleared.getSubdistrictSource()).isEqualTo("UNKNOWN");
    assertThat(cleared.getCapitalStatus()).isEqualTo("ABSENT");
    assertThat(cleared.getSection()).isEqualTo("unassigned");
  }

  @Test
  void aRateCountsFromWhenItWasRecordedAndForAYear() {
    var reference = new MarketReference();
    reference.add(new FxRate("USD", "2025-03-01", new BigDecimal("700")), 100, 1);
    reference.add(new FxRate("USD", "2025-03-01", new BigDecimal("710")), 200, 2);
    var day = java.time.LocalDate.parse("2026-03-02");

    assertThat(reference.rate("USD", day, 99)).isEmpty();
    assertThat(reference.rate("USD", day, 100)).hasValue(new BigDecimal("700"));
    assertThat(reference.rate("USD", day, 200)).hasValue(new BigDecimal("710"));
    assertThat(reference.rate("USD", day.plusDays(1), 200)).isEmpty();
  }

  private static RegistryEvent letIn(String kind, Object... words) {
    var fields = Registry.fields(kind, CODE, "2026-03-01", words);
    fields.put("seq", 1L);
    return ((LetIn) new RegistryCheck(new MarketReference()).check(fields, null)).event();
  }
}
