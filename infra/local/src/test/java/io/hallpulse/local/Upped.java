package io.hallpulse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.supervise.ProcessStatus;
import io.hallpulse.local.supervise.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** An installation that is up: what it says of itself, and how its programs are killed. */
final class Upped {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Cli cli;
  private final Path data;

  Upped(Cli cli, Path data) {
    this.cli = cli;
    this.data = data;
  }

  /** Read where the supervisor writes it: to ask for the status takes a second each time. */
  ProcessStatus process(String name) throws IOException {
    return new Installation(data).runFolder().status().of(name).orElseThrow();
  }

  boolean runs(String program) throws IOException {
    return process(program).state() == State.RUNNING;
  }

  int port(String program) throws IOException {
    return process(program).port();
  }

  String url(String path) throws IOException {
    return Ports.of(new Installation(data)).servingUrl() + path;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(30)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  void kill(String program) throws IOException {
    killer(program).run();
  }

  /** Kills a program as it runs now, without having to look for it first. */
  Runnable killer(String program) throws IOException {
    var pid = Objects.requireNonNull(process(program).pid(), program);
    var process = ProcessHandle.of(pid).orElseThrow();
    return () -> assertThat(process.destroyForcibly()).isTrue();
  }

  /** As when the machine loses its power: the supervisor first, so that it starts nothing again. */
  Runnable killerOfEverything() throws IOException, InterruptedException {
    var victims = new ArrayList<ProcessHandle>();
    long supervisor = new Installation(data).runFolder().supervisor().orElseThrow().pid();
    victims.add(ProcessHandle.of(supervisor).orElseThrow());
    for (var process : cli.status().get("processes")) {
      ProcessHandle.of(process.get("pid").asLong()).ifPresent(victims::add);
    }
    return () -> {
      assertThat(victims.get(0).destroyForcibly()).isTrue();
      victims.forEach(ProcessHandle::destroyForcibly);
    };
  }

  void await(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
    var until = Instant.now().plus(atMost);
    while (!condition.call()) {
      assertThat(Instant.now()).as("%s within %s\n%s", what, atMost, cli.status()).isBefore(until);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  /** Copies the logs to where they outlive the test. */
  void keepLogs(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(data.resolve("logs"))) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
