package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.ProcessStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Has a program do its work soon after a start: the wall waits for it after a kill. */
record QuickStart(Stack stack, String program, String module) {
  /**
   * A start runs much code a few thousand times: the optimising compiler took a third of the
   * processor from a job that was to be back after a kill. Ten times the JVM's own thresholds; what
   * is done for every event passes them within seconds.
   */
  private static final List<String> OPTIMISING_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  List<String> options() throws IOException {
    var options = new ArrayList<>(OPTIMISING_LATER);
    options.addAll(classes().options());
    return options;
  }

  /** To be called once the program is healthy: has it archive its classes for the next start. */
  void prepareNext() throws IOException, InterruptedException {
    var pid = stack.installation().runFolder().status().of(program).map(ProcessStatus::pid);
    if (pid.isPresent()) {
      classes().writeFrom(pid.get());
    }
  }

  private ClassArchive classes() {
    return new ClassArchive(stack.checkout().target(module));
  }
}
