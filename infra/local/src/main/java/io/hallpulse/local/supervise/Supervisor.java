package io.hallpulse.local.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts programs in the order of their dependencies, keeps them running and stops them. */
public final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration STATUS_EVERY = Duration.ofSeconds(2);

  private final RunFolder folder;
  private final Pace pace;
  private final FileChannel lockFile;
  private final long startedAtMillis = System.currentTimeMillis();
  private final List<Thread> keepers = new ArrayList<>();
  private @Nullable Board board;
  private @Nullable Thread writer;

  private Supervisor(RunFolder folder, Pace pace, FileChannel lockFile) {
    this.folder = folder;
    this.pace = pace;
    this.lockFile = lockFile;
  }

  /** Takes possession of the folder and ends what a killed supervisor left running in it. */
  public static Supervisor in(RunFolder folder, Pace pace)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.run());
    Files.createDirectories(folder.logs());
    var channel =
        FileChannel.open(folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(
          "Another supervisor runs in " + folder.run() + ": see ./hallpulse status");
    }
    var own = RunningProcess.of(ProcessHandle.current().pid(), StopSignal.TERM);
    if (own.isPresent()) {
      own.get().write(folder.supervisorPidFile());
    }
    for (var orphan : folder.orphans()) {
      LOG.warn("Stops process " + orphan.pid() + ", left running");
      orphan.stop(pace.grace());
    }
    return new Supervisor(folder, pace, channel);
  }

  /** Starts all, the later ones as soon as those before them are healthy. */
  public synchronized void start(List<? extends Program> programs) {
    var shared = new Board(programs);
    board = shared;
    writer = new Thread(() -> writeStatus(shared), "status");
    writer.start();
    for (var program : programs) {
      var keeper = new Thread(new Keeper(program, folder, shared, pace), program.name());
      keepers.add(keeper);
      keeper.start();
    }
  }

  /** Stops all in reverse order, each one before the next. */
  @Override
  public synchronized void close() throws IOException, InterruptedException {
    for (int i = keepers.size() - 1; i >= 0; i--) {
      keepers.get(i).interrupt();
      keepers.get(i).join();
    }
    keepers.clear();
    if (writer != null) {
      writer.interrupt();
      writer.join();
    }
    if (board != null) {
      writeOnce(board, false);
    }
    Files.deleteIfExists(folder.supervisorPidFile());
    lockFile.close();
  }

  private void writeStatus(Board shared) {
    try {
      long seen = -1;
      while (true) {
        seen = shared.awaitChange(seen, STATUS_EVERY.toMillis());
        writeOnce(shared, true);
      }
    } catch (InterruptedException stopped) {
      LOG.debug("Status is written no more");
    }
  }

  private void writeOnce(Board shared, boolean running) {
    try {
      var processes = shared.measured(System.currentTimeMillis());
      new StackStatus(running, startedAtMillis, processes).write(folder.statusFile());
    } catch (IOException failed) {
      // The programs run on without it; a full disk may have space again later.
      LOG.warn("Cannot write " + folder.statusFile(), failed);
    }
  }
}
