package io.hallpulse.flinkio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsIntermediateNoMoreSplits;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.connector.base.source.hybrid.HybridSourceEnumeratorState;
import org.apache.flink.connector.base.source.hybrid.HybridSourceReader;
import org.apache.flink.connector.base.source.hybrid.HybridSourceSplit;
import org.apache.flink.connector.base.source.hybrid.SourceReaderFinishedEvent;
import org.apache.flink.connector.base.source.hybrid.SwitchSourceEvent;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The lake, then Kafka, as Flink's hybrid source reads them, with two of its holes closed (decision
 * 105): a reader that comes back without splits after all have gone on to Kafka is told that the
 * lake has none for it, and a checkpoint before the first switch keeps the splits that the reader
 * was restored with. What is in checkpoints is the hybrid source's.
 */
record PastThenLive<T>(HybridSource<T> hybrid)
    implements Source<T, HybridSourceSplit, HybridSourceEnumeratorState> {
  private static final int PAST = 0;

  @Override
  public Boundedness getBoundedness() {
    return hybrid.getBoundedness();
  }

  @Override
  public SourceReader<T, HybridSourceSplit> createReader(SourceReaderContext context) {
    return new Reader<>(context);
  }

  @Override
  public SplitEnumerator<HybridSourceSplit, HybridSourceEnumeratorState> createEnumerator(
      SplitEnumeratorContext<HybridSourceSplit> context) {
    return new Enumerator(hybrid.createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<HybridSourceSplit, HybridSourceEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<HybridSourceSplit> context, HybridSourceEnumeratorState state)
      throws Exception {
    return new Enumerator(hybrid.restoreEnumerator(context, state), context);
  }

  @Override
  public SimpleVersionedSerializer<HybridSourceSplit> getSplitSerializer() {
    return hybrid.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<HybridSourceEnumeratorState>
      getEnumeratorCheckpointSerializer() {
    return hybrid.getEnumeratorCheckpointSerializer();
  }

  /** Keeps in a checkpoint what it was restored with until a source has taken it over. */
  private static final class Reader<T> extends HybridSourceReader<T> {
    private final List<HybridSourceSplit> restored = new ArrayList<>();
    private boolean hasSource;

    Reader(SourceReaderContext context) {
      super(context);
    }

    @Override
    public void addSplits(List<HybridSourceSplit> splits) {
      if (!hasSource) {
        restored.addAll(splits);
      }
      super.addSplits(splits);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      hasSource |= event instanceof SwitchSourceEvent;
      super.handleSourceEvents(event);
    }

    @Override
    public List<HybridSourceSplit> snapshotState(long checkpointId) {
      return hasSource ? super.snapshotState(checkpointId) : List.copyOf(restored);
    }
  }

  private static final class Enumerator
      implements SplitEnumerator<HybridSourceSplit, HybridSourceEnumeratorState> {
    private final SplitEnumerator<HybridSourceSplit, HybridSourceEnumeratorState> hybrid;
    private final SplitEnumeratorContext<HybridSourceSplit> context;

    /** Readers that get splits of the lake again, and with them the word that no more will come. */
    private final Set<Integer> gotPastBack = new HashSet<>();

    Enumerator(
        SplitEnumerator<HybridSourceSplit, HybridSourceEnumeratorState> hybrid,
        SplitEnumeratorContext<HybridSourceSplit> context) {
      this.hybrid = hybrid;
      this.context = context;
    }

    @Override
    public void start() {
      hybrid.start();
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
      hybrid.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<HybridSourceSplit> splits, int subtask) {
      if (splits.stream().anyMatch(split -> split.sourceIndex() == PAST)) {
        gotPastBack.add(subtask);
      }
      hybrid.addSplitsBack(splits, subtask);
    }

    @Override
    public void addReader(int subtask) {
      hybrid.addReader(subtask);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
      boolean begins = event instanceof SourceReaderFinishedEvent done && done.sourceIndex() < PAST;
      boolean isPastOver = begins && !isReadingThePast();
      hybrid.handleSourceEvent(subtask, event);
      if (isPastOver && !gotPastBack.remove(subtask)) {
        ((SupportsIntermediateNoMoreSplits) context).signalIntermediateNoMoreSplits(subtask);
      }
    }

    private boolean isReadingThePast() {
      try {
        return hybrid.snapshotState(-1).getCurrentSourceIndex() == PAST;
      } catch (Exception e) {
        throw new IllegalStateException("Cannot tell which source is read", e);
      }
    }

    @Override
    public HybridSourceEnumeratorState snapshotState(long checkpointId) throws Exception {
      return hybrid.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      hybrid.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
      hybrid.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws IOException {
      hybrid.close();
    }
  }
}
