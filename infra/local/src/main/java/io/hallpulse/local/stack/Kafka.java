package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own controller. */
record Kafka(Stack stack) implements Program {
  private static final String MODULE = "infra/kafka";
  private static final int ONE_COPY = 1;

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public int port() {
    return stack.ports().kafka();
  }

  @Override
  public List<String> dependsOn() {
    return List.of();
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(stack.installation().kafka());
    Path properties = folder.resolve("server.properties");
    Files.writeString(properties, properties());
    if (!Files.exists(folder.resolve("data").resolve("meta.properties"))) {
      preparation.say("formats its storage");
      var format = java("kafka.tools.StorageTool", List.of());
      format.addAll(List.of("format", "--cluster-id", Uuid.randomUuid().toString()));
      format.addAll(List.of("--config", properties.toString()));
      preparation.run(new Launch(format, Map.of()));
    }
    var command = java("kafka.Kafka", quickly().options());
    command.add(properties.toString());
    return new Launch(command, Map.of());
  }

  private List<String> java(String mainClass, List<String> options) {
    var logging = stack.checkout().home().resolve(MODULE).resolve("log4j2.properties").toUri();
    var command = new ArrayList<String>();
    command.add(Checkout.javaOf(Path.of(System.getProperty("java.home"))));
    command.addAll(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(options);
    command.add("-Dlog4j2.configurationFile=" + logging);
    command.addAll(List.of("-cp", stack.checkout().libraries(MODULE), mainClass));
    return command;
  }

  private QuickStart quickly() {
    return new QuickStart(stack, name(), MODULE);
  }

  /**
   * Its folder relative to where programs run: Kafka reads this file as Latin-1, split by commas.
   * After a kill the controller takes the old broker for alive until its session is over, and does
   * not let the new one in; it is the same process, so the session need not outlive much.
   */
  private String properties() {
    int controller = stack.ports().kafkaController();
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=../kafka/data
        broker.session.timeout.ms=2000
        broker.heartbeat.interval.ms=500
        auto.create.topics.enable=false
        default.replication.factor=1
        min.insync.replicas=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        transaction.max.timeout.ms=900000
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=8388608
        """
        .formatted(controller, port());
  }

  @Override
  public boolean healthy() throws IOException, InterruptedException {
    // A client takes a tenth of a second of processor time to find out that nobody listens.
    new Socket(InetAddress.getLoopbackAddress(), port()).close();
    try (var admin = admin()) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException no) {
      throw new IOException("Kafka does not answer at " + stack.ports().brokers(), no);
    }
  }

  /** Creates the topics that are not there yet. */
  @Override
  public void onceHealthy() throws IOException, InterruptedException {
    try (var admin = admin()) {
      Set<String> there = new HashSet<>(admin.listTopics().names().get());
      var missing =
          Topics.all().stream().filter(topic -> !there.contains(topic.name())).map(Kafka::created);
      admin.createTopics(missing.toList()).all().get();
    } catch (ExecutionException failed) {
      throw new IOException("Cannot create the topics: " + failed.getMessage(), failed);
    }
    quickly().prepareNext();
  }

  /**
   * A compacted topic gives each key's newest record for ever; of the others, a record is kept by
   * its arrival, because its event time may be last year's. The registry's are few, and a feed
   * finds in them what it has told.
   */
  private static NewTopic created(Topic topic) {
    var settings =
        topic.compacted()
            ? Map.of("cleanup.policy", "compact", "segment.bytes", "16777216")
            : Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", retention(topic));
    return new NewTopic(topic.name(), topic.partitions(), (short) ONE_COPY).configs(settings);
  }

  private static String retention(Topic topic) {
    return topic.equals(Topics.REGISTRY_EVENTS) ? "-1" : "604800000";
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            stack.ports().brokers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Math.toIntExact(Duration.ofSeconds(10).toMillis()),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            Math.toIntExact(Duration.ofSeconds(5).toMillis())));
  }
}
