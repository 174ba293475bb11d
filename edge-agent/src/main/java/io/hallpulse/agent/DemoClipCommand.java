package io.hallpulse.agent;

import io.hallpulse.agent.vision.demo.DemoClip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws the clip that stands in for a camera. */
@Command(name = "demo-clip", description = "Draws a minute of a hall, for a demo without a camera.")
final class DemoClipCommand implements Callable<Integer> {
  @Option(names = "--to", required = true, description = "file to write, .avi")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private Path file;

  @Override
  public Integer call() throws IOException {
    DemoClip.write(file);
    return 0;
  }
}
