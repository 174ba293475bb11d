package io.hallpulse.schemas.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTypeTest {
  private static final String EXAMPLES =
      """
      district 370213      {"district":"370213","name":"李沧区","time_zone":"Asia/Shanghai"}
      hall     h1          {"hall_id":"h1","name":"区政务服务中心","district":"370213","subdistrict":"370213001"}
      unit     u1          {"unit_id":"u1","name":"税务局"}
      counter  c1          {"counter_id":"c1","hall_id":"h1","unit_id":"u1","number":"07","queue_ids":["q1","q2"]}
      queue    q1          {"queue_id":"q1","hall_id":"h1","unit_id":"u1","letter":"A"}
      item     i1          {"item_code":"i1","unit_id":"u1","name":"食品经营许可","committed_minutes":30,"materials":["申请书"]}
      staff    s1          {"staff_id":"s1","name":"王"}
      roster   c1/s1/2026-03-02/09:00 {"counter_id":"c1","staff_id":"s1","local_date":"2026-03-02","start":"09:00","end":"12:00"}
      calendar 2026-02-14  {"local_date":"2026-02-14","working":true}
      ruleset  370213      {"district":"370213","version":"default","counter_weights":{"late":15,"absent":30,"bad":30,"handle":15,"wait":10},"scope_weights":{"late":10,"absent":25,"bad":25,"handle":15,"wait":25},"late":{"curve":{"target":0.0,"full":0.5},"early_minutes":60,"slight_minutes":10,"grave_minutes":15},"absent":{"curve":{"target":0.0,"full":0.25},"free_minutes":5,"half_minutes":15,"most_waiting":5,"evidence_seconds":180,"least_confidence":0.6,"grace_minutes":15},"bad":{"full":0.05,"prior":0.001,"most_prior":0.04,"kappa":50,"dissatisfied_loss":800000,"very_dissatisfied_loss":1000000,"working_days":5,"burst_ratings":3,"burst_seconds":10},"handle":{"curve":{"target":0.05,"full":0.4},"prior":0.04,"kappa":10},"wait":{"curve":{"target":0.1,"full":0.6},"prior":0.08,"kappa":10,"free_minutes":15,"half_minutes":30},"cards":{"warnings":3,"warning_points":3,"yellow_points":5,"red_points":10,"most_points":20,"warning_days":5,"yellow_days":10,"red_days":15},"categories":{"green":90,"blue":80,"yellow":70,"orange":60,"margin_points":2,"steady_minutes":5,"unattended_minutes":30,"unattended_waiting":3},"evidence":{"least_coverage":50,"least_exposures":10,"least_baseline":200,"deviations":1.645},"rectification":{"contact_days":1,"close_days":5},"notice":{"deadline_days":5},"alarms":{"index_below":60,"index_margin":2,"category":"ORANGE","hold_minutes":5,"clear_minutes":2,"longest_wait_minutes":30,"p90_wait_minutes":30,"p90_calls":10,"unattended_minutes":30,"unattended_waiting":1,"silent_minutes":5,"gone_hours":72,"stale_minutes":10,"due_hours":24,"quiet_minutes":60,"tampered_hours":24,"muted":[{"rule":"wait_long","scope_id":"q1","until":"2026-03-02T18:00:00+08:00"}]},"market":{"market_start":"2011-01-01","growth_min_base":30,"survival_min_at_risk":30,"reference_area":"370200","startup_items":["i1"],"office_hours":{"from":"09:00","until":"17:00"}}}
      baseline item/i1     {"item_code":"i1","p90_minutes":25.5}
      gazetteer 振华路/1/99/ODD {"name":"振华路","from":1,"to":99,"parity":"ODD","subdistrict":"振华路"}
      fx_rate  USD/2026-01-05 {"currency":"USD","date":"2026-01-05","cny_per_100":700.12}
      population 370213/2024 {"scope_id":"370213","year":2024,"residents":737800}
      reference_counts 370200/2024/3 {"area":"370200","year":2024,"sector":3,"count":250000}
      service_point p1     {"point_id":"p1","name":"自助服务点","kind":"SELF_SERVICE","district":"370213","subdistrict":"370213006","hall_id":"h1","address":"京口路 1 号","phone":"0532-0000 0001","position":{"longitude":120.41,"latitude":36.16},"hours":[{"from_day":1,"to_day":5,"start":"09:00","end":"17:00"}],"services":["社保查询"],"introduction":"一楼"}
      contact  k1          {"contact_id":"k1","hall_id":"h1","unit_id":"u1","name":"税务局","phone":"0532-00000002","place":"一楼东"}
      news     n1          {"news_id":"n1","district":"370213","kind":"POLICY","title":"t","text":"x","published":"2026-03-01","until":"2026-12-31","issuer":"区政府"}
      restricted_area r1   {"area_id":"r1","district":"370213","name":"某小区","addresses":["某路 1 号"],"business":"餐饮","reason":"居民楼","basis":"第八十一条","outline":[{"longitude":120.41,"latitude":36.16},{"longitude":120.42,"latitude":36.16},{"longitude":120.42,"latitude":36.17}]}
      """;

  @Test
  void everyKindIsReadAndWrittenAsTheContractHasIt() {
    for (var line : EXAMPLES.lines().toList()) {
      var words = line.split(" +", 3);
      var type = ReferenceType.of(words[0]).orElseThrow();

      var datum = read(type, words[2]);

      assertThat(datum.type()).isEqualTo(type);
      assertThat(datum.id()).isEqualTo(words[1]);
      assertThat(ReferenceType.write(datum)).isEqualTo(words[2]);
    }
  }

  @Test
  void everyKindHasAnExample() {
    assertThat(EXAMPLES.lines().map(line -> line.split(" ")[0]))
        .containsExactlyElementsOf(
            Arrays.stream(ReferenceType.values()).map(ReferenceType::key).toList());
  }

  @Test
  void anUnknownKindIsNone() {
    assertThat(ReferenceType.of("COUNTER")).isEmpty();
    assertThat(ReferenceType.of("window")).isEmpty();
  }

  @Test
  void theBeginOfValidityBesideTheValuesIsIgnored() {
    assertThat(
            read(
                ReferenceType.UNIT,
                "{\"unit_id\":\"u1\",\"name\":\"n\",\"effective_from\":\"2026-01-01\"}"))
        .isEqualTo(new ServiceUnit("u1", "n"));
  }

  @Test
  void whatMayBeAbsentMayBe() {
    assertThat(read(ReferenceType.STAFF, "{\"staff_id\":\"s1\"}")).isEqualTo(new Clerk("s1", null));
    assertThat(read(ReferenceType.ITEM, "{\"item_code\":\"i\",\"unit_id\":\"u\",\"name\":\"n\"}"))
        .isEqualTo(new ServiceItem("i", "u", "n", null, List.of()));
    assertThat(ReferenceType.write(new Hall("h", "n", "d", null)))
        .isEqualTo("{\"hall_id\":\"h\",\"name\":\"n\",\"district\":\"d\"}");
  }

  @Test
  void aSessionMayLastToMidnight() {
    assertThat(new Roster("c", "s", "2026-03-02", "20:00", "24:00").end()).isEqualTo("24:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          district | "Asia/Shanghai" | "Asia/Licang"   | time_zone must be a time zone like Asia/Shanghai, got Asia/Licang
          district | "Asia/Shanghai" | "no zone"       | time_zone must be a time zone like Asia/Shanghai, got no zone
          district | "Asia/Shanghai" | null            | time_zone is missing
          hall     | "name":         | "title":"t","name": | has no field title
          hall     | "h1"            | ""              | hall_id is missing
          hall     | "h1"            | 1               | hall_id has a value of the wrong type: 1
          hall     | "h1"            | true            | hall_id has a value of the wrong type: true
          hall     | "h1"            | 1.5             | hall_id has a value of the wrong type: 1.5
          hall     | "h1"            | ["h1"]          | hall_id has a value of the wrong type: ["h1"]
          unit     | ,"name":"税务局" | ``              | name is missing
          counter  | ["q1","q2"]     | null            | queue_ids is missing
          counter  | ["q1","q2"]     | "q1"            | queue_ids has a value of the wrong type: "q1"
          counter  | ["q1","q2"]     | ["q1",null]     | an element of queue_ids is missing
          counter  | ["q1","q2"]     | ["q1"," "]      | an element of queue_ids is missing
          counter  | ["q1","q2"]     | ["q1",2]        | queue_ids[1] has a value of the wrong type: 2
          counter  | "07"            | 7               | number has a value of the wrong type: 7
          queue    | "A"             | "a"             | letter must be one or two of A to Z, got a
          queue    | "A"             | "ABC"           | letter must be one or two of A to Z, got ABC
          item     | 30              | 0               | committed_minutes must be positive, got 0
          item     | 30              | -5              | committed_minutes must be positive, got -5
          item     | 30              | 1.5             | committed_minutes has a value of the wrong type: 1.5
          item     | 30              | "30"            | committed_minutes has a value of the wrong type: "30"
          item     | 30              | 3000000000      | committed_minutes has a value of the wrong type: 3000000000
          item     | ["申请书"]       | [""]            | an element of materials is missing
          service_point | 120.41     | 200             | position: longitude must be -180 to 180, got 200.0
          service_point | "from_day":1 | "from_day":6   | hours[0]: from_day and to_day must be 1 to 7 in their order, got 6 and 5
          service_point | "SELF_SERVICE" | "KIOSK"      | kind has a value of the wrong type: "KIOSK"
          contact  | 0532-00000002   | phone           | phone has 3 to 30 digits, spaces, lines and brackets, got phone
          news     | 2026-12-31      | 2026-02-28      | until must not be before published 2026-03-01, got 2026-02-28
          restricted_area | ,{"longitude":120.42,"latitude":36.17} | `` | outline has 3 corners or more, got 2
          roster   | 2026-03-02      | 2026-02-30      | local_date must be a date YYYY-MM-DD, got 2026-02-30
          roster   | 2026-03-02      | 2.3.2026        | local_date must be a date YYYY-MM-DD, got 2.3.2026
          roster   | 09:00           | 9:00            | start must be a time HH:MM, got 9:00
          roster   | 09:00           | 09:00:30        | start must be a time HH:MM, got 09:00:30
          roster   | 09:00           | 24:00           | start must be a time HH:MM, got 24:00
          roster   | 12:00           | 12:60           | end must be a time HH:MM, got 12:60
          roster   | 12:00           | 09:00           | end must be after start 09:00 of the same day, got 09:00
          calendar | 2026-02-14      | 2026-13-01      | local_date must be a date YYYY-MM-DD, got 2026-13-01
          calendar | true            | null            | working is missing
          calendar | true            | "yes"           | working has a value of the wrong type: "yes"
          calendar | true            | 1               | working has a value of the wrong type: 1
          ruleset  | "version":"default" | "version":" " | version is missing
          ruleset  | "late":15       | "late":-1       | counter_weights: a weight must be 0 or more, got -1
          ruleset  | "target":0.05,"full":0.4 | "target":0.4,"full":0.4 | handle.curve: full must be above target 0.4, got 0.4
          ruleset  | "target":0.05,"full":0.4 | "full":0.4 | handle.curve: target is missing
          ruleset  | "target":0.05,"full":0.4 | "target":0.05,"full":1.5 | handle.curve: full must be 0 to 1, got 1.5
          ruleset  | "grave_minutes":15 | "grave_minutes":10 | late: grave_minutes must be above slight_minutes 10, got 10
          ruleset  | "most_prior":0.04 | "most_prior":0.05 | bad: prior 0.001, most_prior 0.05 and full 0.05 must rise
          ruleset  | "very_dissatisfied_loss":1000000 | "very_dissatisfied_loss":1000001 | bad: very_dissatisfied_loss must be 0 to 1000000 millionths, got 1000001
          ruleset  | "blue":80       | "blue":70       | categories: green 90, blue 70, yellow 70 and orange 60 must fall
          ruleset  | "kappa":10,"free | "kappa":0,"free | wait: kappa must be 1 or more, got 0
          ruleset  | "evidence":{    | "proof":{       | evidence is missing
          ruleset  | "counter_weights":{"late":15, | "counter_weights":{ | counter_weights.late is missing
          ruleset  | "counter_weights":{"late":15, | "counter_weights":{"late":null, | counter_weights.late is missing
          ruleset  | "counter_weights":{"late":15, | "counter_weights":{"late":"15", | counter_weights.late has a value of the wrong type: "15"
          ruleset  | "prior":0.04,   | ``              | handle.prior is missing
          ruleset  | "contact_days":1 | "contact_days":6 | rectification: contact_days must be at most close_days 5, got 6
          ruleset  | "deadline_days":5 | "deadline_days":0 | notice: deadline_days must be 1 or more, got 0
          ruleset  | "index_below":60 | "index_below":101 | alarms: index_below must be 0 to 100, got 101
          ruleset  | "ORANGE"        | "GREEN"         | alarms: category must be one of [BLUE, YELLOW, ORANGE, RED], got GREEN
          ruleset  | "silent_minutes":5, | ``          | alarms.silent_minutes is missing
          ruleset  | "rule":"wait_long" | "rule":"wait" | alarms.muted[0]: rule is unknown: wait
          ruleset  | T18:00:00+08:00 | T18:00:00       | alarms.muted[0]: until must be an ISO-8601 time with offset, got 2026-03-02T18:00:00
          ruleset  | "market_start":"2011-01-01" | "market_start":"2011" | market: market_start must be a date YYYY-MM-DD, got 2011
          ruleset  | "until":"17:00" | "until":"09:00" | market.office_hours: from 09:00 must be before until 09:00
          ruleset  | "growth_min_base":30 | "growth_min_base":0 | market: growth_min_base must be 1 or more, got 0
          gazetteer | "from":1       | "from":100      | from 100 must be at most to 99
          fx_rate  | "USD"           | "usd"           | currency must be three letters like USD, got usd
          fx_rate  | 700.12          | 0               | cny_per_100 must be above 0, got 0
          population | 737800        | 0               | residents must be 1 or more, got 0
          reference_counts | "sector":3 | "sector":4   | sector must be 1, 2 or 3, got 4
          baseline | "item_code":"i1" | "hall_id":"h1" | weekday must be 1 to 7, got null
          baseline | "p90_minutes":25.5 | "p90_minutes":0 | p90_minutes must be above 0, got 0.0
          baseline | "item_code":"i1" | "item_code":"i1","hall_id":"h1" | a baseline is a hall's or an item's, got hall_id h1 and item_code i1
          """)
  void namesTheFieldAndTheValueOfWhatIsWrong(
      String key, String valid, String wrong, String reason) {
    var json =
        EXAMPLES
            .lines()
            .filter(line -> line.startsWith(key + " "))
            .findFirst()
            .orElseThrow()
            .split(" +", 3)[2];
    assertThat(json).contains(valid);

    assertThat(reason(ReferenceType.of(key).orElseThrow(), json.replace(valid, wrong)))
        .isEqualTo(key + ": " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``      | unit: not a JSON object
          null    | unit: not a JSON object
          ["u1"]  | unit: not a JSON object
          {       | unit: not JSON: Unexpected end-of-input
          {} {}   | unit: not JSON: Trailing token
          {"unit_id":"a","unit_id":"b"} | unit: not JSON: Duplicate field 'unit_id'
          {}      | unit: unit_id is missing
          """)
  void refusesWhatIsNoDatum(String json, String reason) {
    assertThat(reason(ReferenceType.UNIT, json)).startsWith(reason);
  }

  @Test
  void aBaselineOfAHallIsNamedByItsSlot() {
    var json =
        "{\"hall_id\":\"h1\",\"weekday\":1,\"slot\":\"09:30\",\"factor\":\"wait\",\"p0\":0.1,\"n\":250}";

    var datum = read(ReferenceType.BASELINE, json);

    assertThat(datum).isEqualTo(Baseline.ofSlot("h1", 1, "09:30", "wait", 0.1, 250));
    assertThat(datum.id()).isEqualTo("hall/h1/1/09:30/wait");
    assertThat(reason(ReferenceType.BASELINE, json.replace("09:30", "09:15")))
        .isEqualTo("baseline: slot must begin at :00 or :30, got 09:15");
    assertThat(reason(ReferenceType.BASELINE, json.replace("wait", "late")))
        .isEqualTo("baseline: factor must be bad, handle or wait, got late");
  }

  @Test
  void aRecordCannotBeMadeFromWrongValuesEither() {
    assertThatThrownBy(() -> new CalendarDay("tomorrow", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("local_date must be a date YYYY-MM-DD, got tomorrow");
  }

  private static Datum read(ReferenceType type, String json) {
    var parsed = type.read(json);
    assertThat(parsed).isInstanceOf(Accepted.class);
    return ((Accepted<Datum>) parsed).value();
  }

  private static String reason(ReferenceType type, String json) {
    var parsed = type.read(json);
    assertThat(parsed).isInstanceOf(Rejected.class);
    return ((Rejected<Datum>) parsed).reason();
  }
}
