package io.hallpulse.agent;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.agent.uplink.ServingClient;
import io.hallpulse.agent.web.Access;
import io.hallpulse.schemas.reference.Clerk;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.schemas.reference.ServiceUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hall in which a newcomer takes tickets and serves them: the simulator never writes it. Nobody
 * is rostered there, so that a demo in which no clerk signs in takes nothing off the district.
 */
public final class DemoHall {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<LinkedHashMap<String, String>> PAGES =
      new TypeReference<>() {};
  private static final String DISTRICT = "370213";
  private static final String PIN = "123456";

  /** What a notice on a phone says of a material. */
  private static final Map<String, String> DETAILS =
      Map.of(
          "营业执照", "副本原件，核验后退还",
          "身份证", "原件，核验后退还；复印件大厅自助机可打印",
          "经办人身份证", "原件，核验后退还；委托办理另附授权委托书",
          "法定代表人身份证", "复印件一份，加盖公章",
          "章程修正案", "原件一份，全体股东签名或盖章",
          "一寸照片", "近六个月白底彩色照片两张",
          "户口簿", "首页与本人页原件");

  private DemoHall() {}

  /** Tells serving of it; the same again is nothing new. */
  static void describe(ServingClient admin, String hallId, Instant now)
      throws IOException, InterruptedException {
    var data = new ArrayList<Datum>();
    if (!isKnown(admin, "district", DISTRICT)) {
      data.add(new District(DISTRICT, "李沧区", "Asia/Shanghai"));
    }
    data.addAll(hall(hallId));
    var lines = new StringBuilder();
    long seq = 0;
    for (var datum : data) {
      lines.append(
          JSON.writeValueAsString(
              line(hallId, ++seq, now, datum.type().key(), ReferenceType.write(datum))));
      lines.append('\n');
    }
    var answer = admin.post("/api/v1/reference/import", "application/x-ndjson", lines.toString());
    if (!answer.path("rejected").isEmpty()) {
      throw new IOException("Serving refuses the demo's hall: " + answer.path("rejected"));
    }
  }

  /** Begins long ago and always alike, so that the same is a repeat. */
  private static ObjectNode line(String hallId, long seq, Instant now, String type, String value)
      throws IOException {
    var datum = (ObjectNode) JSON.readTree(value);
    datum.put("effective_from", "2026-01-01T00:00:00Z");
    return JSON.createObjectNode()
        .put("source", "demo-" + hallId)
        .put("epoch", 1)
        .put("seq", seq)
        .put("time", now.toString())
        .put("kind", "REF")
        .put("type", type)
        .set("value", datum);
  }

  private static boolean isKnown(ServingClient admin, String type, String id)
      throws IOException, InterruptedException {
    try {
      admin.get("/api/v1/reference/%s/%s".formatted(type, id));
      return true;
    } catch (ServingClient.NotAnswered e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  public static List<Datum> hall(String hallId) {
    var data = new ArrayList<Datum>();
    data.add(new Hall(hallId, "体验大厅", DISTRICT, null));
    unit(data, hallId, "tax", "税务体验窗口", "X", "1", "2");
    unit(data, hallId, "social", "社保体验窗口", "Y", "3");
    item(data, hallId, "tax", "01", "发票领用", 10, "营业执照", "经办人身份证", "发票领用申请表");
    item(data, hallId, "tax", "02", "税务登记信息变更", 15, "营业执照", "法定代表人身份证", "变更登记表", "章程修正案");
    item(data, hallId, "tax", "03", "完税证明开具", 5, "身份证");
    item(data, hallId, "social", "01", "社会保险参保登记", 15, "身份证", "户口簿", "参保登记表", "一寸照片");
    item(data, hallId, "social", "02", "社保卡申领", 10, "身份证", "一寸照片");
    item(data, hallId, "social", "03", "养老保险关系转移", 20, "身份证", "参保缴费凭证", "转移申请表");
    for (int i = 1; i <= 4; i++) {
      data.add(new Clerk("%s-s%d".formatted(hallId, i), null));
    }
    return data;
  }

  private static void unit(
      List<Datum> data, String hallId, String key, String name, String letter, String... numbers) {
    var unit = hallId + "-" + key;
    var queue = "%s-q-%s".formatted(hallId, key);
    data.add(new ServiceUnit(unit, name));
    data.add(new Queue(queue, hallId, unit, letter));
    for (var number : numbers) {
      data.add(
          new ServiceCounter(
              "%s-c%s".formatted(hallId, number), hallId, unit, number, List.of(queue)));
    }
  }

  private static void item(
      List<Datum> data,
      String hallId,
      String unit,
      String number,
      String name,
      int minutes,
      String... materials) {
    data.add(
        new ServiceItem(
            "%s-%s-%s".formatted(hallId, unit, number),
            hallId + "-" + unit,
            name,
            minutes,
            List.of(materials),
            Stream.of(materials)
                .filter(DETAILS::containsKey)
                .collect(Collectors.toMap(material -> material, DETAILS::get))));
  }

  /** Lets the pages in, each once; how they are opened stands in a file for whoever starts. */
  static void admit(Access access, Path folder, String hallId) throws IOException {
    var file = folder.resolve("pages.json");
    Map<String, String> pages =
        Files.exists(file) ? JSON.readValue(file.toFile(), PAGES) : new LinkedHashMap<>();
    let(access, pages, "kiosk-1", "kiosk", null, "/kiosk");
    let(access, pages, "board-1", "board", null, "/board");
    let(access, pages, "camera-1", "camera", null, "/camera");
    for (int i = 1; i <= 3; i++) {
      var counter = "%s-c%d".formatted(hallId, i);
      let(access, pages, "desk-" + i, "desk", counter, "/desk/" + counter);
      let(access, pages, "screen-" + i, "screen", counter, "/screen/" + counter);
    }
    let(access, pages, "admin", "admin", null, "/admin");
    if (!pages.containsKey("clerk")) {
      for (int i = 1; i <= 4; i++) {
        access.setPin("%s-s%d".formatted(hallId, i), PIN);
      }
      pages.put("clerk", "%s-s1 … s4, PIN %s".formatted(hallId, PIN));
    }
    var fresh = folder.resolve("pages.json.new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(pages));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void let(
      Access access,
      Map<String, String> pages,
      String name,
      String role,
      @Nullable String counterId,
      String page)
      throws IOException {
    if (!pages.containsKey(name)) {
      pages.put(name, page + "#token=" + access.admit(name, role, counterId));
    }
  }
}
