package io.hallpulse.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.market.CreditCode;
import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.domain.market.RegistryCheck;
import io.hallpulse.domain.market.Rejection;
import io.hallpulse.domain.market.Rejection.Reason;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {
  private static final String HEADER = "name,uscc,reg_date,type,capital_raw,scope,city,address\n";
  private static final long NOW = EventJson.micros(Instant.parse("2026-10-05T02:00:00Z"));

  @TempDir private Path folder;

  /** All that was ever sent, as the topic has it. */
  private final List<RegistryEvent> topic = new ArrayList<>();

  private static String code(int number) {
    var body = "91370213%09d".formatted(number);
    return body + CreditCode.check(body);
  }

  private static String row(int number, String name, String capital) {
    return "%s,%s,2000-05-06,N/A,%s,批发,青岛,青岛市李沧区虎山路街道1号%n".formatted(name, code(number), capital);
  }

  private record Fed(long accepted, long repeated, long rejected, Path file) {}

  private Fed feed(Path file) {
    return feed(file, FeedMapping.load("licang"));
  }

  private Fed feed(Path file, FeedMapping mapping) {
    var reference = new MarketReference();
    var known = new KnownRows(mapping.source());
    List.copyOf(topic).forEach(known::add);
    try (var rejected = new RejectedFeed(file, file.toString().endsWith(".csv"))) {
      var feed =
          new Feed(new RegistryCheck(reference), reference.days("370213"), topic::add, rejected);
      if (file.toString().endsWith(".csv")) {
        feed.csv(file, mapping, FileText.epoch(file), known, NOW);
      } else {
        feed.jsonLines(file);
      }
      rejected.done();
      return new Fed(feed.accepted(), feed.repeated(), rejected.count(), rejected.file());
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void everyRowOfTheSampleLayoutIsARegistration() throws IOException {
    var fed = feed(file("a.csv", HEADER + row(1, "甲", "30万元") + row(2, "乙", "N/A")));

    assertThat(fed.accepted()).isEqualTo(2);
    assertThat(topic).extracting(RegistryEvent::getSeq).containsExactly(1L, 2L);
    var first = topic.get(0);
    assertThat(first.getKind()).isEqualTo(RegistryKind.ENTITY_REGISTERED);
    assertThat(EventJson.instant(first.getTime())).isEqualTo("2000-05-05T16:00:00Z");
    assertThat(first.getRecorded()).isEqualTo(NOW);
    assertThat(first.getCapitalCents()).isEqualTo(30_000_000);
    assertThat(first.getSubdistrict()).isEqualTo("虎山路");
    assertThat(first.getSection()).isEqualTo("unassigned");
    assertThat(first.getEntityType()).isEqualTo("ENTERPRISE");
  }

  @Test
  void aFileInGb18030IsRead() throws IOException {
    var file = folder.resolve("gb.csv");
    Files.write(file, (HEADER + row(1, "青岛甲", "30万元")).getBytes(Charset.forName("GB18030")));

    assertThat(feed(file).accepted()).isEqualTo(1);
    assertThat(topic.get(0).getName()).isEqualTo("青岛甲");
  }

  @Test
  void theSameFileAgainAndAnInterruptedOneTellNothingTwice() throws IOException {
    var file = file("a.csv", HEADER + row(1, "甲", "30万元") + row(2, "乙", "N/A"));
    feed(file);
    topic.remove(1); // as if the first run had ended here
    var fed = feed(file);

    assertThat(fed).extracting(Fed::accepted, Fed::repeated).containsExactly(1L, 1L);
    assertThat(topic).extracting(RegistryEvent::getSeq).containsExactly(1L, 2L);
    assertThat(feed(file)).extracting(Fed::accepted, Fed::repeated).containsExactly(0L, 2L);
  }

  @Test
  void rejectedRowsStandBesideTheFileWithTheirReasonAndCanBeCorrected() throws IOException {
    var bad = row(2, "乙", "N/A").replace(code(2), "91370213X");
    var fed = feed(file("a.csv", HEADER + row(1, "甲", "30万元") + bad));

    assertThat(fed).extracting(Fed::accepted, Fed::rejected).containsExactly(1L, 1L);
    var lines = Files.readAllLines(fed.file());
    assertThat(lines.get(0)).startsWith("rejected_line,rejected_column,rejected_reason,name,uscc");
    assertThat(lines.get(1)).startsWith("3,uscc,BAD_USCC: 91370213X,乙,91370213X,2000-05-06");
    var corrected =
        file("b.csv", String.join("\n", lines).replace("91370213X,2000", code(2) + ",2000") + "\n");
    assertThat(feed(corrected)).extracting(Fed::accepted, Fed::rejected).containsExactly(1L, 0L);
  }

  @Test
  void aDayToComeIsRejected() throws IOException {
    var fed = feed(file("a.csv", HEADER + row(1, "甲", "30万元").replace("2000-05-06", "2080-05-06")));

    assertThat(fed).extracting(Fed::accepted, Fed::rejected).containsExactly(0L, 1L);
    assertThat(Files.readAllLines(fed.file()).get(1)).startsWith("2,reg_date,FUTURE_DATE: ");
  }

  @Test
  void whatWasCorrectedInTheFileOfRejectedRowsIsKeptWhenTheInputIsFedAgain() throws IOException {
    var input = file("a.csv", HEADER + row(2, "乙", "N/A").replace(code(2), "91370213X"));
    var rejected = feed(input).file();
    var before = folder.resolve("a.csv.rejected.before.csv");
    feed(input);
    assertThat(before).doesNotExist();

    var corrected = Files.readString(rejected).replace("91370213X,2000", code(2) + ",2000");
    Files.writeString(rejected, corrected);
    feed(input);
    assertThat(before).hasContent(corrected);

    var other = Files.readString(rejected).replace("91370213X,2000", code(3) + ",2000");
    feed(input);
    assertThat(before).hasContent(corrected);
    Files.writeString(rejected, other);
    feed(input);
    feed(input);
    assertThat(before).hasContent(corrected);
    assertThat(folder.resolve("a.csv.rejected.before.2.csv")).hasContent(other);
    assertThat(rejected).content().contains("91370213X,2000");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
    assertThat(folder).isDirectoryNotContaining("glob:**.before.3.csv");
    assertThat(feed(before)).extracting(Fed::accepted, Fed::rejected).containsExactly(1L, 0L);
  }

  @Test
  void whatWasCorrectedIsKeptWhenNothingIsRejectedAnyMore() throws IOException {
    var bad = HEADER + row(2, "乙", "N/A").replace(code(2), "91370213X");
    var rejected = feed(file("a.csv", bad)).file();
    var corrected = Files.readString(rejected).replace("91370213X,2000", code(2) + ",2000");
    Files.writeString(rejected, corrected);
    feed(file("a.csv", HEADER + row(1, "甲", "30万元")));

    assertThat(rejected).doesNotExist();
    assertThat(folder.resolve("a.csv.rejected.before.csv")).hasContent(corrected);
  }

  @Test
  void aFeedThatFailsHalfWayLeavesTheRejectedRowsOfTheOneBefore() throws IOException {
    var input = file("a.csv", HEADER + row(2, "乙", "N/A").replace(code(2), "91370213X"));
    var rejected = feed(input).file();
    var before = Files.readString(rejected);
    try (var broken = new RejectedFeed(input, true)) {
      broken.row(
          2, "uscc", new Rejection(Reason.BAD_USCC, "uscc", "x"), List.of("x"), List.of("uscc"));
    }

    assertThat(rejected).hasContent(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.before.csv");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatIsLetInButNotKnownIsCounted() throws IOException {
    feed(
        file(
            "a.csv",
            HEADER
                + row(1, "甲", "30万元")
                + row(2, "乙", "30").replace("虎山路街道", "振华路")
                + row(3, "丙", "5(万美元)").replace("李沧区虎山路街道", "崂山区")
                + row(4, "丁", "N/A").replace(",N/A,N/A", ",个体工商户,N/A")));
    var notKnown = new NotKnown();
    topic.forEach(notKnown::add);

    assertThat(notKnown.text())
        .isEqualTo(
            "capital ABSENT of 1, capital NO_RATE of 1, capital UNPARSED of 1, section unassigned of"
                + " 4, subdistrict OUTSIDE of 1, subdistrict UNKNOWN of 1, type TYPE_CONFLICT of 1");
  }

  @Test
  void anEntryToldOtherwiseIsAmendedOnItsOwnDay() throws IOException {
    feed(file("a.csv", HEADER + row(1, "甲", "30万元")));
    feed(file("b.csv", HEADER + row(1, "甲新", "40万元").replace("批发", "")));

    var change = topic.get(1);
    assertThat(topic).hasSize(2);
    assertThat(change.getKind()).isEqualTo(RegistryKind.ENTITY_CHANGED);
    assertThat(change.getEffectiveDate()).isEqualTo(topic.get(0).getEffectiveDate());
    assertThat(change.getTime()).isEqualTo(NOW);
    assertThat(change.getName()).isEqualTo("甲新");
    assertThat(change.getCapitalCents()).isEqualTo(40_000_000);
    assertThat(change.getClear()).containsExactly("business_scope");
    assertThat(change.getAddress()).isNull();
    assertThat(change.getSubdistrict()).isNull();
    assertThat(feed(folder.resolve("b.csv")).repeated()).isEqualTo(1);
  }

  @Test
  void anExitToldOtherwiseIsAConflict() throws IOException {
    var mapping =
        FeedMapping.read(
            """
            source: exits
            district: "370213"
            columns: {kind: what, uscc: code, effective_date: day, reason: why}
            """);
    var exit = "what,code,day,why%nENTITY_CANCELLED,%s,2026-03-02,%s%n";
    feed(file("a.csv", exit.formatted(code(1), "closed")), mapping);
    var fed = feed(file("b.csv", exit.formatted(code(1), "sold")), mapping);

    assertThat(fed).extracting(Fed::accepted, Fed::rejected).containsExactly(0L, 1L);
    assertThat(Files.readAllLines(fed.file()).get(1)).startsWith("2,why,CONFLICT: ");
    assertThat(topic).hasSize(1);
  }

  @Test
  void jsonLinesBringTheirIdentityAndAreRejectedAsTheyStand() throws IOException {
    var good =
        """
        {"source":"s","epoch":1,"seq":1,"time":"2026-01-05T09:00:00+08:00","district":"370213","kind":"ENTITY_REGISTERED","effective_date":"2026-01-05","uscc":"%s","hall_id":null}
        """
            .formatted(code(7));
    var fed =
        feed(
            file(
                "a.jsonl",
                good + good + "{\"kind\"\n" + good.replace("2026-01-05\"", "2026-01-06\"")));

    assertThat(fed)
        .extracting(Fed::accepted, Fed::repeated, Fed::rejected)
        .containsExactly(1L, 1L, 2L);
    assertThat(topic.get(0).getRecorded()).isEqualTo(topic.get(0).getTime());
    assertThat(Files.readAllLines(fed.file()).get(0)).isEqualTo("{\"kind\"");
    assertThat(Files.readAllLines(folder.resolve("a.jsonl.rejected.reasons.csv")).get(2))
        .startsWith("4,effective_date,FUTURE_DATE");
  }
}
