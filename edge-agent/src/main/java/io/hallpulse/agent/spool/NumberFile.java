package io.hallpulse.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * An epoch and a seq, written over and over. It may be lost or torn: then it is 0, and whoever
 * reads it only does more work.
 */
final class NumberFile implements AutoCloseable {
  private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

  private final Disk.DiskFile file;

  NumberFile(Disk disk, String name) throws IOException {
    file = disk.open(name);
  }

  static Position read(Disk disk, String name) throws IOException {
    if (!disk.names().contains(name)) {
      return Position.NONE;
    }
    var bytes = disk.read(name);
    if (bytes.length < BYTES) {
      return Position.NONE;
    }
    var from = ByteBuffer.wrap(bytes);
    var number = new Position(from.getLong(), from.getLong());
    return from.getInt() == checksum(number) ? number : Position.NONE;
  }

  void write(Position number) throws IOException {
    var bytes = ByteBuffer.allocate(BYTES).putLong(number.epoch()).putLong(number.seq());
    file.write(0, bytes.putInt(checksum(number)).array());
  }

  private static int checksum(Position number) {
    var crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(number.epoch()).putLong(number.seq()).array());
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
