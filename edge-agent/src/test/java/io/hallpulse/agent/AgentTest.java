package io.hallpulse.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.agent.Page.Answer;
import io.hallpulse.agent.device.IdCard;
import io.hallpulse.agent.device.VisitorKey;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.agent.web.NoticeFolder;
import io.hallpulse.agent.web.PhoneNotices;
import io.hallpulse.schemas.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hall's day over HTTP, with the uplink cut: no broker and no serving are there. */
class AgentTest {
  private static final String ID_NUMBER = "370213199001011234";
  private static final String PNG =
      "data:image/png;base64,"
          + Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});

  @TempDir private Path temp;
  private HallFolder hall;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    hall = HallFolder.make(temp, "h-1", "agent-h-1");
    agent = run();
  }

  private Agent run() throws IOException, InterruptedException {
    var file = hall.config("127.0.0.1:1");
    var settings = Files.readString(file);
    Files.writeString(
        file,
        settings.replaceFirst(
            "\\{",
            "{\"card_reader\":{\"host\":\"\",\"port\":%d,\"simulated\":true},\"printer\":{\"host\":\"\",\"port\":%d,\"simulated\":true},"
                .formatted(HallFolder.freePort(), HallFolder.freePort())));
    return new Agent(Settings.read(file), hall.folder(), Clock.systemUTC()).start();
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  private Answer ticket(String item, String more) throws IOException {
    return ticketOf(visit(), item, more);
  }

  private String visit() throws IOException {
    agent.simulatedCards().lay(ID_NUMBER);
    var known = hall.kiosk().post("/identify", "{\"by\":\"ID_CARD\",\"wait_seconds\":5}");
    assertThat(known.status()).as("%s", known.body()).isEqualTo(200);
    return known.body().path("visit").asText();
  }

  private Answer ticketOf(String visit, String item, String more) throws IOException {
    return hall.kiosk()
        .post("/tickets", "{\"visit\":\"%s\",\"item_code\":\"%s\"%s}".formatted(visit, item, more));
  }

  @Test
  void aClosedHallGivesNoTicketsUntilAClerkIsThere() throws Exception {
    agent.close();
    hall.roster(LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(2), "09:00", "17:00");
    agent = run();

    var refused = ticket("h-1-tax-01", "");
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(409);
    assertThat(refused.body().path("type").asText()).endsWith(":hall-closed");
    assertThat(refused.body().path("detail").asText())
        .isEqualTo("The hall is closed today; tickets are given on its next working day");
    assertThat(hall.kiosk().get("").body().path("open").asBoolean(true)).isFalse();

    assertThat(signIn(1).status()).isEqualTo(200);
    var given = ticket("h-1-tax-01", "");
    assertThat(given.status()).as("%s", given.body()).isEqualTo(201);
    assertThat(given.body().path("ticket").path("ticket_no").asText())
        .as("nothing was given away")
        .isEqualTo("X001");

    var begun = visit();
    assertThat(hall.desk(1).post("/sign-out", "{}").status()).isEqualTo(200);
    var finished = ticketOf(begun, "h-1-tax-01", "");
    assertThat(finished.status()).as("%s", finished.body()).isEqualTo(201);
    assertThat(ticket("h-1-tax-01", "").status()).as("who comes after").isEqualTo(409);
  }

  private Answer signIn(int desk) throws IOException {
    return hall.desk(desk)
        .post("/sign-in", "{\"staff_id\":\"%s\",\"pin\":\"123456\"}".formatted(hall.clerk(desk)));
  }

  @Test
  void aVisitFromTheCardToTheRating() throws Exception {
    var issued = ticket("h-1-tax-01", "");
    assertThat(issued.status()).as("%s", issued.body()).isEqualTo(201);
    var ticket = issued.body().path("ticket");
    assertThat(ticket.path("ticket_no").asText()).isEqualTo("X001");
    assertThat(issued.body().path("printed").asBoolean()).isTrue();
    var follow = "http://127.0.0.1:8080/t/" + ticket.path("ticket_id").asText();
    assertThat(issued.body().path("follow_url").asText()).isEqualTo(follow);
    assertThat(new String(agent.simulatedPrinter().printed(), "GB18030"))
        .contains("X001", "体验大厅", "发票领用", follow);
    assertThat(issued.body().path("forecast").path("ahead").asInt(-1)).isZero();

    var desk = hall.desk(1);
    assertThat(desk.post("/next", "{}").body().path("type").asText()).endsWith("nobody-signed-in");
    assertThat(desk.post("/sign-in", "{\"staff_id\":\"h-1-s1\",\"pin\":\"000000\"}").status())
        .isEqualTo(403);
    assertThat(signIn(1).body().path("may").toString()).contains("next");
    assertThat(desk.post("/next", "{}").body().path("current").path("status").asText())
        .isEqualTo("CALLED");
    assertThat(desk.post("/next", "{}").status()).isEqualTo(409);
    assertThat(desk.post("/start", "{}").body().path("current").path("status").asText())
        .isEqualTo("SERVING");
    var illegal = desk.post("/no-show", "{}");
    assertThat(illegal.status()).isEqualTo(409);
    assertThat(illegal.body().path("detail").asText())
        .isEqualTo("TICKET_NO_SHOW is illegal while SERVING");

    var screen = hall.screen(1);
    desk.method("PUT", "/draft", "{\"item_code\":\"h-1-tax-01\",\"missing\":[\"营业执照\"]}");
    assertThat(screen.get("").body().path("phase").asText()).isEqualTo("DRAFT");
    assertThat(screen.get("").body().path("draft").path("missing").get(0).asText())
        .isEqualTo("营业执照");
    var noticed = desk.post("/notice", "{\"item_code\":\"h-1-tax-01\",\"missing\":[\"营业执照\"]}");
    assertThat(noticed.status()).as("%s", noticed.body()).isEqualTo(200);
    var notice = screen.get("").body().path("notice");
    var sign = "/notices/%s/signature".formatted(notice.path("notice_id").asText());
    assertThat(
            screen.post(sign, "{\"content_hash\":\"00\",\"image\":\"%s\"}".formatted(PNG)).status())
        .isEqualTo(409);
    var signing =
        "{\"content_hash\":\"%s\",\"image\":\"%s\"}"
            .formatted(notice.path("content_hash").asText(), PNG);
    assertThat(screen.post(sign, signing).body().path("signed_at").asText()).isNotEmpty();
    assertThat(screen.post(sign, signing).status()).isEqualTo(409);
    var kept = keptNotice(notice.path("notice_id").asText());
    assertThat(kept.path("image").asText()).isEqualTo(PNG);
    assertThat(kept.path("intact").asBoolean()).isTrue();

    assertThat(desk.post("/end", "{\"outcome\":\"NOTICE_ISSUED\"}").status()).isEqualTo(200);
    assertThat(screen.get("").body().path("phase").asText()).isEqualTo("RATE");
    var rating =
        "{\"ticket_id\":\"%s\",\"level\":5,\"words\":\"打 13812345678 找我\"}"
            .formatted(ticket.path("ticket_id").asText());
    assertThat(screen.post("/ratings", rating).body().path("taken").asBoolean()).isTrue();
    assertThat(screen.post("/ratings", rating).status()).isEqualTo(409);
    var figures = screen.get("").body().path("figures");
    assertThat(figures.path("satisfaction_rate").asDouble()).isEqualTo(1.0);
    assertThat(figures.path("notice_rate").asDouble()).isEqualTo(1.0);
    assertThat(desk.get("").body().path("figures").path("served").asInt()).isEqualTo(1);

    agent.simulatedCards().lay(ID_NUMBER);
    var again = hall.kiosk().post("/identify", "{\"by\":\"ID_CARD\"}").body().path("last");
    assertThat(again.path("staff_id").asText()).isEqualTo("h-1-s1");
    assertThat(again.path("level").asInt()).isEqualTo(5);
    assertThat(again.path("offer_again").asBoolean()).isTrue();
  }

  private JsonNode keptNotice(String noticeId) throws IOException {
    return hall.page("admin", "/admin").get("/notices/" + noticeId).body();
  }

  /** The log holds a hash of what was kept, also after a restart. */
  @Test
  void whoChangesASignedNoticeIsSeen() throws Exception {
    aVisitFromTheCardToTheRating();
    agent.close();
    agent = run();
    Path file;
    try (var files = Files.list(hall.folder().resolve("notices"))) {
      file = files.filter(each -> each.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    var id = file.getFileName().toString().replace(".json", "");
    assertThat(keptNotice(id).path("intact").asBoolean()).isTrue();

    Files.writeString(file, Files.readString(file).replace("营业执照", "身份证"));
    assertThat(keptNotice(id).path("intact").asBoolean(true)).isFalse();
    assertThat(keptNotice(id).has("image")).as("shown as a notice").isFalse();
  }

  @Test
  void aDamagedLogIsKeptAsideAndItsLossIsToldOnce() throws Exception {
    ticket("h-1-tax-01", "");
    agent.close();
    var segment = hall.folder().resolve("spool").resolve(segments().get(0));
    long inTheMiddle = Files.size(segment) - 20;
    agent = run();
    ticket("h-1-tax-01", "");
    ticket("h-1-tax-01", "");
    agent.close();
    var bytes = Files.readAllBytes(segment);
    bytes[(int) inTheMiddle] ^= 1;
    Files.write(segment, bytes);

    for (int start = 0; start < 2; start++) {
      agent = run();
      assertThat(health().path("quarantined").asInt()).isEqualTo(1);
      assertThat(ticket("h-1-tax-01", "").body().path("ticket").path("ticket_no").asText())
          .as("the hall goes on")
          .isEqualTo("X%03d".formatted(4 + start));
      var faults = new ArrayList<Event>();
      agent.spool().replay(entry -> faults.addAll(faults(entry)));
      assertThat(faults).as("told once").hasSize(1);
      assertThat(faults.get(0).getDetail()).contains("are lost; kept as quarantine-");
      if (start == 0) {
        agent.close();
      }
    }
  }

  private static List<Event> faults(Entry entry) {
    return entry.batch() == null
        ? List.of()
        : entry.batch().getEvents().stream()
            .filter(event -> "SPOOL_CORRUPT".equals(event.getCode()))
            .toList();
  }

  private List<String> segments() throws IOException {
    try (var files = Files.list(hall.folder().resolve("spool"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("segment-"))
          .sorted()
          .toList();
    }
  }

  private JsonNode health() {
    return new Page("http://127.0.0.1:" + hall.port(), "").get("/health").body();
  }

  @Test
  void whatWasAnsweredIsThereAfterAKill() throws Exception {
    ticket("h-1-tax-01", "");
    signIn(1);
    hall.desk(1).post("/next", "{}");
    var before = hall.desk(1).get("").body();
    agent.close();

    agent = run();

    var after = hall.desk(1).get("").body();
    for (var field : List.of("current", "staff_id", "state", "lines", "figures")) {
      assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
    }
    assertThat(ticket("h-1-tax-01", "").body().path("ticket").path("ticket_no").asText())
        .isEqualTo("X002");
  }

  @Test
  void anAppointmentBecomesOneTicket() throws Exception {
    var known = hall.kiosk().post("/identify", "{\"by\":\"QR\",\"code\":\"HP1:A:QRCODE1\"}");
    assertThat(known.body().path("appointments").path(0).path("appointment_id").asText())
        .as("%s", known.body())
        .isEqualTo("a-1");
    assertThat(hall.kiosk().post("/identify", "{\"by\":\"QR\",\"code\":\"ABCDE FGH23\"}").status())
        .as("a code that serving, which is away, may know")
        .isEqualTo(422);
    var visit = known.body().path("visit").asText();
    var wanted = "{\"visit\":\"%s\",\"appointment_id\":\"a-1\"}".formatted(visit);
    var ticket = hall.kiosk().post("/tickets", wanted).body().path("ticket");
    assertThat(ticket.path("channel").asText()).isEqualTo("APPOINTMENT");

    var second = hall.kiosk().post("/identify", "{\"by\":\"QR\",\"code\":\"HP1:A:QRCODE1\"}");
    assertThat(
            hall.kiosk()
                .post(
                    "/tickets",
                    "{\"visit\":\"%s\",\"appointment_id\":\"a-1\"}"
                        .formatted(second.body().path("visit").asText()))
                .status())
        .isEqualTo(409);
  }

  @Test
  void historyIsForWhoWasCheckedAndItsAbsenceStopsNoTicket() throws Exception {
    agent.simulatedCards().lay(ID_NUMBER);
    var known = hall.kiosk().post("/identify", "{\"by\":\"ID_CARD\"}").body();
    var visit = "{\"visit\":\"%s\"}".formatted(known.path("visit").asText());

    var away = hall.kiosk().post("/history", visit);

    assertThat(away.status()).isEqualTo(503);
    assertThat(away.body().path("type").asText()).endsWith("history-unreachable");
    assertThat(hall.kiosk().post("/history", "{\"visit\":\"nobody\"}").status()).isEqualTo(404);
    for (var code : List.of("HP1:A:QRCODE1", "HP1:V:" + ID_NUMBER)) {
      var shown =
          hall.kiosk().post("/identify", "{\"by\":\"QR\",\"code\":\"%s\"}".formatted(code)).body();
      var refused =
          hall.kiosk()
              .post("/history", "{\"visit\":\"%s\"}".formatted(shown.path("visit").asText()));
      assertThat(refused.status()).as("%s", code).isEqualTo(422);
      assertThat(refused.body().path("type").asText()).endsWith("not-identified");
    }
  }

  @Test
  void aConsentThatWasTakenBackElsewhereCountsNoLonger() throws Exception {
    agent.simulatedCards().lay(ID_NUMBER);
    var visit =
        hall.kiosk().post("/identify", "{\"by\":\"ID_CARD\"}").body().path("visit").asText();
    var consent =
        hall.kiosk()
            .post(
                "/consents",
                "{\"visit\":\"%s\",\"kind\":\"PHONE\",\"given\":true}".formatted(visit))
            .body()
            .path("consent_id")
            .asText();
    agent.close();
    hall.withdraw(
        new VisitorKey(1, HallFolder.KEY).token(new IdCard(ID_NUMBER)), "PHONE", Instant.now());

    agent = run();

    hall.kiosk().get(""); // the loop has done what came before
    List<String> notes = new ArrayList<>();
    agent
        .spool()
        .replay(
            entry -> {
              if (entry.note() != null) {
                notes.add(entry.note());
              }
            });
    assertThat(notes).hasSize(2);
    assertThat(notes.get(1)).contains(consent, "\"given\":false");
  }

  @Test
  void whatASignedNoticeTellsThePhoneNamesNobody() throws Exception {
    aVisitFromTheCardToTheRating();
    // Serving is away, so the notice is owed, and again after a restart.
    agent.close();
    agent = run();
    var folder = new NoticeFolder(hall.folder().resolve("notices"));
    assertThat(folder.owed()).hasSize(1);
    var told = new ArrayList<String>();
    new PhoneNotices(folder, (id, json) -> told.add(json)).sendOwed();
    assertThat(told).hasSize(1);
    assertThat(told.get(0))
        .contains("\"missing\":[\"营业执照\"]", "content_hash", "signed_at")
        .doesNotContain("image", "base64", ID_NUMBER);
    folder.settle(folder.owed().get(0));
    assertThat(folder.owed()).isEmpty();
  }

  @Test
  void aTicketThatCannotBePrintedIsValid() throws Exception {
    agent.simulatedPrinter().paperOut(true);
    var issued = ticket("h-1-social-01", "").body();
    assertThat(issued.path("printed").asBoolean()).isFalse();
    assertThat(issued.path("print_problem").asText()).isEqualTo("PAPER_OUT");
    assertThat(issued.path("ticket").path("status").asText()).isEqualTo("WAITING");
  }

  @Test
  void aScreenFollowsItsDesk() throws Exception {
    var lines = hall.screen(1).stream("/events").iterator();
    signIn(1);
    String seen = "";
    while (!seen.contains("\"state\":\"OPEN\"")) {
      seen = lines.next();
    }
    assertThat(seen).startsWith("data: {");
  }

  @Test
  void nobodyComesInWithoutTheRightToken() throws Exception {
    var desk = hall.desk(1);
    assertThat(new Page(desk.address(), "wrong").get("").status()).isEqualTo(401);
    var kioskToken = hall.token("kiosk-1");
    assertThat(new Page(desk.address(), kioskToken).get("").status()).isEqualTo(403);
    assertThat(new Page(hall.desk(2).address(), desk.token()).get("").status()).isEqualTo(403);
  }

  @Test
  void aSecondAgentOnTheSameFolderIsRefused() {
    assertThat(
            catchThrowable(
                () ->
                    new Agent(
                        Settings.read(temp.resolve("agent.json")),
                        hall.folder(),
                        Clock.systemUTC())))
        .hasMessageContaining("Another agent runs");
  }

  @Test
  void noNumberOrWordThatTellsWhoSomebodyIsLeavesTheDevice() throws Exception {
    aVisitFromTheCardToTheRating();
    agent.spool().replay(this::requireNothingPersonal);
    List<Event> events = new ArrayList<>();
    agent
        .spool()
        .replay(
            entry -> {
              if (entry.batch() != null) {
                events.addAll(entry.batch().getEvents());
              }
            });
    assertThat(events.stream().map(event -> event.getKind().name()).collect(Collectors.toSet()))
        .contains("TICKET_ISSUED", "NOTICE_SIGNED", "RATING_SUBMITTED");
    try (var files = Files.walk(hall.folder())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), UTF_8))
            .as("%s", file)
            .doesNotContain(ID_NUMBER)
            .doesNotContain("13812345678");
      }
    }
  }

  private void requireNothingPersonal(Entry entry) {
    assertThat(entry.toString()).doesNotContain(ID_NUMBER).doesNotContain("13812345678");
    if (entry.batch() != null) {
      assertThat(entry.batch().toString()).doesNotContain("base64");
    }
  }
}
