package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.agent.Page.Answer;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a clerk may do, over HTTP, and what the desk then offers. */
class DeskTest {
  @TempDir private Path temp;
  private HallFolder hall;
  private Agent agent;
  private Page desk;

  @BeforeEach
  void start() throws Exception {
    hall = HallFolder.make(temp, "h-1", "agent-h-1");
    agent =
        new Agent(Settings.read(hall.config("127.0.0.1:1")), hall.folder(), Clock.systemUTC())
            .start();
    desk = hall.desk(1);
    signIn(1);
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  private void signIn(int number) throws IOException {
    var body = "{\"staff_id\":\"%s\",\"pin\":\"123456\"}".formatted(hall.clerk(number));
    assertThat(hall.desk(number).post("/sign-in", body).status()).isEqualTo(200);
  }

  /** A ticket by hand, as a clerk gives it to who has no card, code or face. */
  private String ticket() {
    var given = desk.post("/tickets", "{\"item_code\":\"h-1-tax-01\",\"print\":false}");
    assertThat(given.status()).as("%s", given.body()).isEqualTo(201);
    return given.body().path("ticket").path("ticket_id").asText();
  }

  private JsonNode does(String action, String body) {
    Answer answer = desk.post("/" + action, body);
    assertThat(answer.status()).as("%s: %s", action, answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static List<String> may(JsonNode desk) {
    var names = new ArrayList<String>();
    desk.path("may").forEach(each -> names.add(each.asText()));
    return names;
  }

  @Test
  void whoDoesNotComeIsCalledThreeTimesAndNotMore() throws Exception {
    var ticket = ticket();
    does("next", "{}");
    assertThat(does("recall", "{}").path("current").path("calls").asInt()).isEqualTo(2);
    var missed = does("no-show", "{}");
    assertThat(missed.path("recallable").path(0).path("ticket_id").asText()).isEqualTo(ticket);
    assertThat(missed.path("figures").path("no_show").asInt()).isEqualTo(1);

    var again = does("call", "{\"ticket_id\":\"%s\"}".formatted(ticket));
    assertThat(again.path("current").path("calls").asInt()).isEqualTo(3);
    assertThat(may(again)).contains("start", "no-show").doesNotContain("recall");
    assertThat(desk.post("/recall", "{}").status()).isEqualTo(409);
    assertThat(does("no-show", "{}").path("recallable").isEmpty()).isTrue();
    assertThat(does("sign-out", "{}").has("staff_id")).isFalse();
    assertThat(desk.post("/next", "{}").status()).isEqualTo(409);
  }

  @Test
  void aServiceIsPutAsideTakenUpAgainAndMovedToAnotherQueue() throws Exception {
    var first = ticket();
    ticket();
    does("next", "{}");
    does("start", "{\"item_code\":\"h-1-tax-03\"}");
    var held = does("hold", "{}");
    assertThat(held.has("current")).isFalse();
    assertThat(held.path("held").path(0).path("ticket_id").asText()).isEqualTo(first);
    assertThat(may(held)).contains("resume", "next").doesNotContain("sign-out");
    assertThat(hall.screen(1).get("").body().path("phase").asText()).isEqualTo("HELD");
    assertThat(desk.post("/sign-out", "{}").status()).isEqualTo(409);

    does("next", "{}");
    does("start", "{}");
    var resume = "{\"ticket_id\":\"%s\"}".formatted(first);
    assertThat(desk.post("/resume", resume).status()).as("one at a time").isEqualTo(409);
    assertThat(does("end", "{\"outcome\":\"COMPLETED\"}").path("figures").path("served").asInt())
        .isEqualTo(1);
    var resumed = does("resume", resume);
    assertThat(resumed.path("current").path("status").asText()).isEqualTo("SERVING");
    assertThat(resumed.path("current").path("item_code").asText()).isEqualTo("h-1-tax-03");

    var to = "{\"queue_id\":\"h-1-q-social\",\"reason\":\"NEXT_STEP\"}";
    assertThat(desk.post("/transfer", to.replace("social", "tax")).status()).isEqualTo(409);
    var moved = does("transfer", to);
    assertThat(moved.has("current")).as("%s", moved.path("current")).isFalse();
    signIn(3);
    var elsewhere = hall.desk(3).post("/next", "{}");
    assertThat(elsewhere.body().path("current").path("ticket_id").asText())
        .as("%s", elsewhere.body())
        .isEqualTo(first);
    assertThat(elsewhere.body().path("current").path("calls").asInt()).as("anew").isEqualTo(1);
  }

  @Test
  void aPauseThatWasAllowedIsInTheLogAndNobodyIsCalledMeanwhile() throws Exception {
    ticket();
    assertThat(desk.post("/pause", "{\"minutes\":0}").status()).isEqualTo(400);
    var cover = ",\"cover_staff_id\":\"%s\"".formatted(hall.clerk(2));
    var paused =
        does(
            "pause",
            "{\"minutes\":15,\"reason\":\"training\",\"approved\":true%s}".formatted(cover));
    assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
    assertThat(paused.path("pause").path("reason").asText()).isEqualTo("training");
    assertThat(may(paused)).contains("open").doesNotContain("next", "call", "pause");
    assertThat(desk.post("/next", "{}").status()).isEqualTo(409);
    assertThat(hall.screen(1).get("").body().path("state").asText()).isEqualTo("PAUSED");
    var approval = events(EventKind.PAUSE_APPROVED);
    assertThat(approval).hasSize(1);
    assertThat(approval.get(0).getCoverStaffId()).isEqualTo(hall.clerk(2));
    assertThat(approval.get(0).getUntil() - approval.get(0).getFrom())
        .isEqualTo(Duration.ofMinutes(15).toSeconds() * 1_000_000);

    assertThat(does("open", "{}").path("state").asText()).isEqualTo("OPEN");
    does("pause", "{\"minutes\":5,\"reason\":\"water\"}");
    assertThat(events(EventKind.PAUSE_APPROVED)).as("that one nobody allowed").hasSize(1);
    assertThat(events(EventKind.COUNTER_PAUSED)).hasSize(2);
  }

  private List<Event> events(EventKind kind) throws IOException {
    var events = new ArrayList<Event>();
    agent
        .spool()
        .replay(
            entry -> {
              if (entry.batch() != null) {
                events.addAll(entry.batch().getEvents());
              }
            });
    return events.stream().filter(event -> event.getKind() == kind).toList();
  }
}
