package io.hallpulse.agent.spool;

import java.io.IOException;
import java.util.List;

/**
 * A folder of files, as much of it as a store needs. What was written is durable after {@link
 * DiskFile#force}, what was made, renamed or deleted after {@link #sync}.
 */
public interface Disk {
  /** Names of all files, in alphabetical order. */
  List<String> names() throws IOException;

  /** Opens a file for writing; it is made if it is not there. */
  DiskFile open(String name) throws IOException;

  byte[] read(String name) throws IOException;

  /** At most so many bytes from a place on; fewer at the end of the file. */
  byte[] read(String name, long from, int most) throws IOException;

  /** Replaces the target if it is there. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  void sync() throws IOException;

  /** Bytes that may still be written. */
  long usable() throws IOException;

  /** A file that is written. */
  interface DiskFile extends AutoCloseable {
    void write(long at, byte[] bytes) throws IOException;

    void force() throws IOException;

    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
  }
}
