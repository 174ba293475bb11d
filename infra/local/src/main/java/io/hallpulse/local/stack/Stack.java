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
   * Whether topics and databases are there: after a crash of the whole machine, what the wall needs
   * starts side by side and waits by itself for what it asks.
   */
  boolean isSetUp() {
    return installation.hasCheckpoints();
  }

  public String publicUrl() {
    return settings.publicUrl().isEmpty() ? ports.servingUrl() : settings.publicUrl();
  }
}
