package io.hallpulse.serving.reference;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.serving.RunningServer;
import org.junit.jupiter.api.Test;

class ItemImportTest {
  private static final RunningServer SERVER = RunningServer.shared();

  private static JsonNode send(String type, String file) {
    var answer = SERVER.asAdmin("POST", "/api/v1/reference/import/items", type, file);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static JsonNode item(String code) {
    return json(SERVER.get("/api/v1/reference/item/" + code)).path("value");
  }

  @Test
  void departmentsWithTheirItemsBecomeUnitsAndItems() {
    var file =
        """
        [{"department":"区经信局","items":[{"main_item":"备案","sub_items":[
          {"name":"技改备案","link":"http://example.org/to?areaCode=5&itemCode=imp-A%201&taskType=10","qrcode":""},
          {"name":"没有编码","link":"http://example.org/to?areaCode=5","qrcode":""},
          {"name":"","link":"http://example.org/to?itemCode=imp-B"},
          {"name":"又一次","link":"http://example.org/to?itemCode=imp-A%201"}]}]}]
        """;

    var first = send("application/json", file);

    assertThat(first.path("accepted").asInt()).isEqualTo(1);
    assertThat(first.path("new_units").asInt()).isEqualTo(1);
    assertThat(first.path("published").asBoolean()).isTrue();
    assertThat(first.path("rejected").toString())
        .isEqualTo(
            "[{\"line\":3,\"column\":25,\"reason\":\"link holds no itemCode:"
                + " http://example.org/to?areaCode=5\"},{\"line\":4,\"column\":3,\"reason\":\"name"
                + " is missing\"},{\"line\":5,\"column\":3,\"reason\":\"item_code imp-A 1 stands in"
                + " line 2, column 3 already\"}]");
    assertThat(item("imp-A%201").path("name").asText()).isEqualTo("技改备案");
    var unit = item("imp-A%201").path("unit_id").asText();
    assertThat(json(SERVER.get("/api/v1/reference/unit/" + unit)).at("/value/name").asText())
        .isEqualTo("区经信局");
    var second = send("application/json", file);
    assertThat(second.path("accepted").asInt()).isZero();
    assertThat(second.path("new_units").asInt()).isZero();
    assertThat(second.path("repeated").asInt()).isEqualTo(1);
  }

  @Test
  void aTableSaysMoreAndWhatAFileDoesNotSayStays() {
    var table =
        """
        item_code,name,unit,committed_minutes,materials
        imp-C,"食品经营许可（新办）",区行政审批服务局,20,申请书；营业执照
        imp-D,"带""引号"", 和逗号",区行政审批服务局,soon,
        imp-E,短
        """;

    var first = send("text/csv", table);

    assertThat(first.path("accepted").asInt()).isEqualTo(1);
    assertThat(first.path("rejected").toString())
        .isEqualTo(
            "[{\"line\":3,\"column\":31,\"reason\":\"committed_minutes must be a whole number, got"
                + " soon\"},{\"line\":4,\"column\":1,\"reason\":\"has 2 cells, the first line"
                + " 5\"}]");
    send(
        "application/json",
        "[{\"item_code\":\"imp-C\",\"name\":\"食品经营许可\",\"unit\":\"区行政审批服务局\"}]");
    assertThat(item("imp-C").path("name").asText()).isEqualTo("食品经营许可");
    assertThat(item("imp-C").path("committed_minutes").asInt()).isEqualTo(20);
    assertThat(item("imp-C").path("materials").toString()).isEqualTo("[\"申请书\",\"营业执照\"]");
  }

  @Test
  void whatPeopleAddedToAnItemOutlivesAFileThatDoesNotKnowIt() {
    send("text/csv", "item_code,name,unit,materials\nimp-F,名,单位,申请书；照片\n");
    var put =
        SERVER.asAdmin(
            "PUT",
            "/api/v1/reference/item/imp-F",
            "application/json",
            "{\"item_code\":\"imp-F\",\"unit_id\":\"%s\",\"name\":\"名\",\"materials\":[\"申请书\",\"照片\"],\"material_details\":{\"申请书\":\"一份\",\"照片\":\"两张\"}}"
                .formatted(item("imp-F").path("unit_id").asText()));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);

    var again = send("text/csv", "item_code,name,unit,materials\nimp-F,名,单位,申请书；照片\n");
    assertThat(again.path("repeated").asInt()).isEqualTo(1);
    send("text/csv", "item_code,name,unit,materials\nimp-F,新名,单位, \n");
    assertThat(item("imp-F").path("materials").toString()).isEqualTo("[\"申请书\",\"照片\"]");
    send("text/csv", "item_code,name,unit,materials\nimp-F,新名,单位,申请书；表格\n");
    assertThat(item("imp-F").path("material_details").toString()).isEqualTo("{\"申请书\":\"一份\"}");
  }

  @Test
  void aRowThatCannotBeReadCostsNoOtherRow() {
    var file =
        """
        [{"department":"d","items":[{"sub_items":[
          {"name":"a","link":"http://example.org/to?itemCode=5%"},
          {"name":"b","item_code":"imp-G","materials":"表"},
          {"name":"c","item_code":"imp-H"}]}]}]
        """;

    var answer = send("application/json", file);

    assertThat(answer.path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.path("rejected").findValuesAsText("reason"))
        .satisfiesExactly(
            reason -> assertThat(reason).startsWith("link cannot be decoded: "),
            reason -> assertThat(reason).isEqualTo("materials must be a list, got 表"));
  }

  @Test
  void whatIsNoFileOfItemsIsSaidSo() {
    assertThat(send("application/json", "{\"a\":1}").path("rejected").toString())
        .contains("the file must be a list of departments or items");
    assertThat(
            send("application/json", "[{\"a\":").path("rejected").path(0).path("reason").asText())
        .startsWith("not JSON: ");
    assertThat(send("text/csv", "code,name\n1,2\n").path("rejected").toString())
        .contains("the first line has no column item_code");
    assertThat(send("text/csv", "item_code,name,unit\n1,\"2,3\n").path("rejected").toString())
        .contains("a quote is not closed");
  }
}
