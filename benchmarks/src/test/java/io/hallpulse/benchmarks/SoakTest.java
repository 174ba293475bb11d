package io.hallpulse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hallpulse.local.stack.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoakTest {
  @TempDir private Path data;

  @Test
  void aMinuteWithoutServingIsAComplaintAndNoEnd() {
    var looks = new ArrayList<Soak.Look>();
    var complaints = new ArrayList<String>();

    var said = JsonNodeFactory.instance.objectNode().put("minute", 17);
    Soak.look(said, new Installation(data), looks, complaints);

    assertThat(looks).isEmpty();
    assertThat(complaints).singleElement().asString().contains("minute 17", "serving does not run");
  }
}
