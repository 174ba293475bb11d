package io.hallpulse.flinkio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.util.FileUtils;

/** Finds where a job that was ended or killed should go on. */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * The newest complete checkpoint below a folder ({@code <job id>/chk-N/_metadata}), empty if
   * there is none. Numbers grow across restarts, so the highest is the newest. A running job may
   * delete older ones meanwhile.
   */
  public static Optional<Path> newest(Path folder) throws IOException {
    var complete = new ArrayList<Path>();
    for (var job : list(folder)) {
      list(job).stream().filter(Checkpoints::isComplete).forEach(complete::add);
    }
    return complete.stream().max(Comparator.comparingLong(Checkpoints::number));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var children = Files.list(folder)) {
      return children.toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /**
   * Deletes what killed jobs left below a folder: all but the checkpoint to go on from. A job that
   * ends by itself keeps its last one only, a killed one cannot tidy up.
   */
  public static void deleteAllBut(Path checkpoint, Path folder) throws IOException {
    try (var jobs = Files.list(folder)) {
      for (var job : jobs.toList()) {
        if (!checkpoint.startsWith(job)) {
          FileUtils.deleteDirectory(job.toFile());
        }
      }
    }
  }

  /**
   * Refuses a start without state over tables that hold rows, unless it was asked for: all the lake
   * is read again, and the revision of every fact goes up.
   *
   * @param configuration names the checkpoint to go on from, if there is one
   * @param filled names of the tables that hold rows
   * @throws IllegalStateException saying what is missing where
   */
  public static void require(ReadableConfig configuration, List<String> filled) {
    if (!isGoingOn(configuration) && !filled.isEmpty()) {
      throw new IllegalStateException(
          "%s hold rows, but no checkpoint says what was read. Put the checkpoints back to %s, or let the state be made anew from what is stored: ./hallpulse up --fresh-start"
              .formatted(
                  String.join(", ", filled),
                  configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)));
    }
  }

  /** Whether there is a checkpoint to go on from. */
  public static boolean isGoingOn(ReadableConfig configuration) {
    return configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent();
  }

  private static boolean isComplete(Path folder) {
    return folder.toString().matches(".*/chk-\\d+") && Files.exists(folder.resolve("_metadata"));
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
