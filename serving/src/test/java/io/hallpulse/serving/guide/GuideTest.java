package io.hallpulse.serving.guide;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.serving.RunningServer;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GuideTest {
  private static final RunningServer SERVER = RunningServer.shared();

  @BeforeAll
  static void fill() {
    var answer =
        SERVER.importLines(
            ref("news", news("old", "2026-01-05", ",'until':'2026-01-06'")),
            ref("news", news("kept", "2026-01-05", "")),
            ref("news", news("coming", "2999-01-01", "")),
            ref(
                "contact",
                "{'contact_id':'g-k','hall_id':'g-hall','name':'咨询台','phone':'0532-00000001'}"),
            ref("district", "{'district':'g-1','name':'n','time_zone':'Asia/Urumqi'}"),
            ref("hall", "{'hall_id':'g-hall','name':'中心','district':'g-1'}"),
            ref("hall", "{'hall_id':'g-far','name':'外区','district':'g-2'}"),
            ref("unit", "{'unit_id':'g-u','name':'税务'}"),
            ref("queue", "{'queue_id':'g-q','hall_id':'g-far','unit_id':'g-u','letter':'A'}"),
            ref("item", "{'item_code':'g-i','unit_id':'g-u','name':'发票领用','materials':['身份证']}"),
            ref(
                "service_point",
                "{'point_id':'g-p','name':'中心','kind':'CENTRE','district':'g-1','hall_id':'g-hall',"
                    + "'address':'一路 1 号','position':{'longitude':120.4,'latitude':36.1}}"),
            ref(
                "restricted_area",
                "{'area_id':'g-r','district':'g-1','name':'某楼','addresses':['一路 3 号'],"
                    + "'business':'餐饮','reason':'居民楼','outline':[{'longitude':120.4,'latitude':36.1},"
                    + "{'longitude':120.5,'latitude':36.1},{'longitude':120.5,'latitude':36.2}]}"));
    assertThat(json(answer).path("rejected")).as(answer.body()).isEmpty();
  }

  private static String news(String id, String published, String more) {
    return "{'news_id':'g-%s','district':'g-1','kind':'NEWS','title':'t','text':'x','published':'%s'%s}"
        .formatted(id, published, more);
  }

  private static String ref(String type, String value) {
    return """
    {"source":"test","epoch":1,"seq":1,"time":"2026-01-05T08:00:00+08:00","kind":"REF","type":"%s","value":%s}\
    """
        .formatted(type, value.replace('\'', '"'));
  }

  private static List<String> ids(JsonNode list, String id) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each -> each.path(id).asText())
        .toList();
  }

  @Test
  void aScreenGetsItsHallsDistrictInOneAnswer() {
    var guide = json(SERVER.get("/api/v1/guide?hall=g-hall"));

    assertThat(guide.path("time_zone").asText()).isEqualTo("Asia/Urumqi");
    assertThat(ids(guide.path("halls"), "hall_id")).contains("g-hall").doesNotContain("g-far");
    assertThat(ids(guide.path("items"), "item_code")).contains("g-i");
    assertThat(ids(guide.path("queues"), "queue_id")).isEmpty();
    assertThat(ids(guide.path("contacts"), "contact_id")).containsExactly("g-k");
    assertThat(ids(guide.path("points"), "point_id")).containsExactly("g-p");
    assertThat(guide.path("restricted_areas").path(0).path("outline")).hasSize(3);
    assertThat(guide.path("map").isNull()).as("nobody drew this district").isTrue();
  }

  @Test
  void newsAreShownWhileTheyHold() {
    var guide = json(SERVER.get("/api/v1/guide?hall=g-hall"));

    assertThat(ids(guide.path("news"), "news_id"))
        .contains("g-kept")
        .doesNotContain("g-old", "g-coming");
  }

  @Test
  void anAnswerIsKeptForOthersUntilSomethingChanges() {
    var first = json(SERVER.get("/api/v1/guide?hall=g-hall"));
    var second = json(SERVER.get("/api/v1/guide?hall=g-hall"));
    assertThat(second).isEqualTo(first);

    SERVER.importLines(ref("news", news("fresh", "2026-01-07", "")));

    assertThat(ids(json(SERVER.get("/api/v1/guide?hall=g-hall")).path("news"), "news_id"))
        .contains("g-fresh");
  }

  @Test
  void hallsOfADistrictShareItsAnswerAndOfAnotherNot() {
    SERVER.importLines(ref("hall", "{'hall_id':'g-next','name':'旁','district':'g-1'}"));

    var next = json(SERVER.get("/api/v1/guide?hall=g-next"));
    var here = json(SERVER.get("/api/v1/guide?hall=g-hall"));

    assertThat(next.path("hall_id").asText()).isEqualTo("g-next");
    assertThat(here.path("hall_id").asText()).isEqualTo("g-hall");
    assertThat(here.path("as_of")).isEqualTo(next.path("as_of"));
    assertThat(json(SERVER.get("/api/v1/guide?hall=g-far")).path("district").asText())
        .isEqualTo("g-2");
  }

  @Test
  void anUnknownHallIsNamed() {
    var answer = SERVER.get("/api/v1/guide?hall=nowhere");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("detail").asText()).isEqualTo("Hall nowhere is unknown");
  }
}
