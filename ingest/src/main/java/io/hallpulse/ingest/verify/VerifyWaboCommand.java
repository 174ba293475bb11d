package io.hallpulse.ingest.verify;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "verify-wabo")
public final class VerifyWaboCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
