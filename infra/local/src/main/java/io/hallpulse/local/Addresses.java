package io.hallpulse.local;

import io.hallpulse.local.stack.EdgeAgent;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import io.hallpulse.local.supervise.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Where a running stack is reached, and how one signs in. */
record Addresses(Installation installation, String asTyped) {
  void print(PrintWriter out) throws IOException {
    var ports = Ports.of(installation);
    out.printf("  wall        %s/%n", ports.servingUrl());
    out.printf(
        "  sign in     user admin, first password %s%n", Secrets.of(installation).adminPassword());
    printPages(out, ports);
    out.printf("  Flink       %s/, market job %s/%n", ports.flinkUrl(), ports.marketUrl());
    out.printf("  Trino       %s%n", trino(ports));
    out.printf("  Kafka       %s%n", ports.brokers());
    out.printf(
        "  PostgreSQL  127.0.0.1:%d, user hallpulse, password in %s%n",
        ports.postgresql(), installation.data().resolve("secrets.json"));
    out.printf("  data, logs  %s%n", installation.data());
    out.printf("Further: ./hallpulse status%1$s · logs NAME%1$s · sql%1$s · down%1$s%n", asTyped);
    out.flush();
  }

  /** The demo hall's devices: whoever opens such an address is that device from then on. */
  private void printPages(PrintWriter out, Ports ports) throws IOException {
    var pages = EdgeAgent.pages(installation);
    if (pages.isEmpty() && installation.runFolder().status().of(EdgeAgent.NAME).isPresent()) {
      out.printf("  demo hall   still starts: ./hallpulse up%s tells its pages then%n", asTyped);
    }
    for (var name : List.of("kiosk-1", "desk-1", "screen-1", "board-1", "camera-1")) {
      if (pages.containsKey(name)) {
        out.printf("  %-10s  %s%s%n", name, ports.agentUrl(), pages.get(name));
      }
    }
    if (pages.containsKey("clerk")) {
      out.printf("  clerks      %s%n", pages.get("clerk"));
    }
  }

  private String trino(Ports ports) throws IOException {
    var trino = installation.runFolder().status().of("trino");
    if (trino.isEmpty()) {
      return "off";
    }
    if (trino.get().state() == State.RUNNING) {
      return ports.trinoUrl() + "/";
    }
    String detail = trino.get().detail();
    return "%s/ (%s%s)"
        .formatted(ports.trinoUrl(), trino.get().state(), detail.isEmpty() ? "" : ": " + detail);
  }
}
