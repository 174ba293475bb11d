package io.hallpulse.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The last step of {@link WholePathIT}: the number, the name, the telephone and the face that a
 * visitor gave in the hall are in no file, topic, table or report. The visitor's ticket stands for
 * the search itself: it is in all of them, and must be found.
 */
final class CanarySteps {
  private static final String TICKET = "the ticket";
  private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");
  private static final Duration LONGEST_VISIT = Duration.ofMinutes(5);
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Cli cli;
  private final Path data;
  private final JsonNode given;

  /** What was written last before the visitor came tells nothing of him. */
  private final FileTime beforeVisit;

  private final Needles needles = new Needles();

  /**
   * @param given by the visitor of the face test, as that test wrote it down
   */
  CanarySteps(Cli cli, Path data, Path given) throws IOException {
    this.cli = cli;
    this.data = data;
    this.given = new ObjectMapper().readTree(given.toFile());
    this.beforeVisit =
        FileTime.from(Files.getLastModifiedTime(given).toInstant().minus(LONGEST_VISIT));
    for (var name : List.of("id_number", "name", "phone")) {
      needles.word("the " + name, this.given.path(name).textValue());
    }
    needles.word(TICKET, this.given.path("ticket").textValue());
    var pictures = this.given.path("pictures");
    int telling = 0;
    for (int i = 0; i < pictures.size(); i++) {
      var picture = Base64.getDecoder().decode(pictures.get(i).textValue());
      telling += needles.picture("picture " + i, picture) ? 1 : 0;
    }
    assertThat(telling).as("pictures that can be told from others").isPositive();
  }

  /** A report of today is made first, so that there is one that could tell. */
  void nothingThatTellsWhoSomebodyIsIsInAFile() throws Exception {
    var today = LocalDate.now(HERE).toString();
    var told = cli.run("report", "service-daily", "--period", today, "--lang", "zh");
    assertThat(told).contains(".xlsx", ".pdf");
    var found = new HashMap<Path, Set<String>>();
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            boolean mayTell =
                about.isRegularFile() && about.lastModifiedTime().compareTo(beforeVisit) > 0;
            var here = mayTell ? search(file) : Set.<String>of();
            if (!here.isEmpty()) {
              found.put(data.relativize(file), here);
            }
            return FileVisitResult.CONTINUE;
          }

          /** All programs still run, and delete what they no longer need. */
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            return goneOr(failure);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : goneOr(failure);
          }
        });
    for (var place : List.of("agent", "kafka")) {
      assertThat(found.entrySet())
          .as("the ticket is found in %s", place)
          .anyMatch(entry -> entry.getKey().startsWith(place) && entry.getValue().contains(TICKET));
    }
    assertThat(found).as("files that tell who somebody is").allSatisfy(CanarySteps::tellsNobody);
  }

  private static FileVisitResult goneOr(IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  private static void tellsNobody(Object place, Set<String> found) {
    assertThat(found).as("%s", place).isSubsetOf(TICKET);
  }

  /** What lies in a workbook is looked at unpacked. */
  private Set<String> search(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(ZIP.length);
      boolean isZip = Arrays.equals(in.readNBytes(ZIP.length), ZIP);
      in.reset();
      return isZip && !file.toString().endsWith(".jar") ? unpacked(in) : needles.in(in);
    } catch (NoSuchFileException gone) {
      return Set.of();
    }
  }

  private Set<String> unpacked(InputStream in) throws IOException {
    var found = new LinkedHashSet<String>();
    var zip = new ZipInputStream(in);
    while (zip.getNextEntry() != null) {
      found.addAll(needles.in(zip));
    }
    return found;
  }

  /** All records of all topics, as readers get them: packed ones are unpacked. */
  void norInATopic(String brokers) {
    var found = new HashMap<String, Set<String>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                brokers,
                "max.poll.records",
                10_000,
                "fetch.max.bytes",
                8 << 20),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          var here = found.computeIfAbsent(record.topic(), topic -> new LinkedHashSet<>());
          for (var part : parts(record)) {
            here.addAll(needles.in(part));
          }
        }
      }
    }
    assertThat(found.get("hall.events")).contains(TICKET);
    assertThat(found).as("topics that tell who somebody is").allSatisfy(CanarySteps::tellsNobody);
  }

  private static List<byte[]> parts(ConsumerRecord<byte[], byte[]> record) {
    var parts = new ArrayList<byte[]>();
    parts.add(record.key());
    parts.add(record.value());
    record.headers().forEach(header -> parts.add(header.value()));
    parts.removeIf(part -> part == null);
    return parts;
  }

  /** All columns of all tables; last, because a question is itself written down. */
  void norInTheLake(SqlUser admin) throws SQLException {
    var secrets =
        List.of("id_number", "name", "phone").stream()
            .map(name -> given.path(name).textValue())
            .collect(Collectors.joining("|"));
    var ticket = given.path("ticket").textValue();
    var columns = new HashMap<String, List<String>>();
    for (var row :
        admin.ask(
            "SELECT c.table_schema, c.table_name, c.column_name, c.data_type"
                + " FROM lake.information_schema.columns c JOIN lake.information_schema.tables t"
                + " ON c.table_schema = t.table_schema AND c.table_name = t.table_name"
                + " WHERE t.table_type = 'BASE TABLE' AND c.table_schema IN ('hall', 'economy')")) {
      var cells = row.split(" ", 4);
      columns
          .computeIfAbsent("%s.%s".formatted(cells[0], cells[1]), table -> new ArrayList<>())
          .add(text(cells[2], cells[3]));
    }
    var questions =
        columns.entrySet().stream()
            .map(
                table ->
                    """
                    SELECT '%s', count_if(regexp_like(t, '%s')), count_if(strpos(t, '%s') > 0)
                    FROM (SELECT concat_ws('|', %s) AS t FROM lake.%s)
                    """
                        .formatted(
                            table.getKey(),
                            secrets,
                            ticket,
                            String.join(", ", table.getValue()),
                            table.getKey()))
            .collect(Collectors.joining(" UNION ALL "));
    var answers = admin.ask(questions);
    assertThat(answers).hasSameSizeAs(columns.keySet());
    assertThat(answers).as("tables that tell who somebody is").allMatch(row -> row.contains(" 0 "));
    assertThat(answers)
        .anyMatch(row -> row.matches("hall\\.events 0 [1-9]\\d*"))
        .anyMatch(row -> row.matches("hall\\.tickets 0 [1-9]\\d*"));
  }

  private static String text(String column, String type) {
    var name = '"' + column + '"';
    if (type.startsWith("array") || type.startsWith("map") || type.startsWith("row")) {
      return "json_format(CAST(%s AS JSON))".formatted(name);
    }
    return type.equals("varbinary")
        ? "from_utf8(%s)".formatted(name)
        : "CAST(%s AS varchar)".formatted(name);
  }
}
