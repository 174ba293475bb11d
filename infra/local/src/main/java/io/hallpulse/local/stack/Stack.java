package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One installation with all that its programs share. */
public record Stack(
    Checkout checkout, Installation installation, Ports ports, Secrets secrets, Settings settings) {

  public static Stack of(Checkout checkout, Installation installation, Ports ports, Settings all)
      throws IOException {
    return new Stack(checkout, installation, ports, Secrets.of(installation), all);
  }

  /** In the order of the start. */
  public List<Program> programs() {
    var programs = new ArrayList<Program>();
    programs.add(new Postgresql(this));
    programs.add(new Kafka(this));
    programs.add(new HallJob(this));
    programs.add(new MarketJob(this));
    programs.add(new Upkeep(this));
    programs.add(new Serving(this));
    if (settings.simulated()) {
      programs.add(new Simulator(this));
      if (settings.registry() > 0) {
        programs.add(new RegistrySimulator(this));
      }
      programs.add(new EdgeAgent(this));
    }
    if (settings.trino()) {
      programs.add(new Trino(this));
    }
    return programs;
  }

  /**
   * What a program that talks to the broker waits for before it starts. Once all topics are there
   * it waits for the broker by itself: after a crash of the whole machine they start side by side.
   */
  List<String> waitsForBroker() {
    return installation.hasCheckpoints() ? List.of("postgresql") : List.of("postgresql", "kafka");
  }

  public String publicUrl() {
    return settings.publicUrl().isEmpty() ? ports.servingUrl() : settings.publicUrl();
  }
}
