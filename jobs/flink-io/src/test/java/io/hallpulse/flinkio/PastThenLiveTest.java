package io.hallpulse.flinkio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.connector.base.source.hybrid.HybridSourceSplit;
import org.junit.jupiter.api.Test;

class PastThenLiveTest {
  @Test
  void aCheckpointBeforeTheFirstSwitchKeepsWhatTheReaderWasRestoredWith() throws Exception {
    var source = new PastThenLive<>(HybridSource.builder(new NumberSequenceSource(1, 2)).build());
    var context =
        (SourceReaderContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SourceReaderContext.class},
                (nobody, asked, of) -> asked.getReturnType() == int.class ? 0 : null);
    var ofKafka = new HybridSourceSplit(1, new byte[] {1}, 0, "hall.events-0");
    try (var reader = source.createReader(context)) {
      reader.addSplits(List.of(ofKafka));
      reader.start();

      assertThat(reader.snapshotState(1)).containsExactly(ofKafka);
    }
  }
}
