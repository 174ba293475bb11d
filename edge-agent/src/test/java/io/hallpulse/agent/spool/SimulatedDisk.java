package io.hallpulse.agent.spool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk of which a crash keeps what was forced, and of the rest any sectors in any order. It may
 * be full, fail, and flip bits.
 */
public final class SimulatedDisk implements Disk {
  private static final int SECTOR = 64;

  private final Random random;
  private TreeMap<String, SimulatedFile> files = new TreeMap<>();
  private TreeMap<String, SimulatedFile> durable = new TreeMap<>();
  private final List<TreeMap<String, SimulatedFile>> unsynced = new ArrayList<>();
  private long capacity = Long.MAX_VALUE;
  private int failingIn = -1;
  private int crashes;

  private static final class SimulatedFile {
    private byte[] bytes = {};
    private byte[] durable = {};
  }

  public SimulatedDisk(Random random) {
    this.random = random;
  }

  /** The power goes: open files are of no more use. */
  public void crash() {
    crashes++;
    int kept = random.nextInt(unsynced.size() + 1);
    files = new TreeMap<>(kept == 0 ? durable : unsynced.get(kept - 1));
    files.values().forEach(this::tear);
    durable = new TreeMap<>(files);
    unsynced.clear();
    failingIn = -1;
  }

  /** Only the program dies; the system writes all that it was told. */
  public void kill() {
    crashes++;
    files.values().forEach(file -> file.durable = file.bytes.clone());
    durable = new TreeMap<>(files);
    unsynced.clear();
    failingIn = -1;
  }

  private void tear(SimulatedFile file) {
    var torn = Arrays.copyOf(file.durable, Math.max(file.durable.length, file.bytes.length));
    int length = file.durable.length;
    boolean cut = file.bytes.length < file.durable.length && random.nextBoolean();
    if (cut) {
      length = file.bytes.length;
    }
    for (int from = 0; from < file.bytes.length; from += SECTOR) {
      int to = Math.min(from + SECTOR, file.bytes.length);
      if (random.nextInt(3) > 0) {
        System.arraycopy(file.bytes, from, torn, from, to - from);
        length = Math.max(length, random.nextBoolean() ? to : from + random.nextInt(to - from) + 1);
      }
    }
    file.bytes = Arrays.copyOf(torn, length);
    file.durable = file.bytes.clone();
  }

  /** Nothing more than this fits. */
  public void fillUpTo(long bytes) {
    capacity = bytes;
  }

  public long used() {
    return files.values().stream().mapToLong(file -> file.bytes.length).sum();
  }

  /** One of the next writes or forces fails, once. */
  public void failSoon() {
    failingIn = random.nextInt(4);
  }

  public void heal() {
    failingIn = -1;
  }

  /** Flips a bit of a file, zeroes a part of it, or cuts its end off; null if there is none. */
  public boolean damage(String name) {
    var file = files.get(name);
    if (file == null || file.bytes.length == 0) {
      return false;
    }
    int at = random.nextInt(file.bytes.length);
    switch (random.nextInt(3)) {
      case 0 -> file.bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> Arrays.fill(file.bytes, at, Math.min(file.bytes.length, at + 100), (byte) 0);
      default -> file.bytes = Arrays.copyOf(file.bytes, at);
    }
    file.durable = file.bytes.clone();
    return true;
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  private SimulatedFile file(String name) throws FileNotFoundException {
    var file = files.get(name);
    if (file == null) {
      throw new FileNotFoundException(name);
    }
    return file;
  }

  private void changed() {
    unsynced.add(new TreeMap<>(files));
  }

  private void failIfDue() throws IOException {
    if (failingIn >= 0 && failingIn-- == 0) {
      throw new IOException("Input/output error, as planned");
    }
  }

  @Override
  public DiskFile open(String name) {
    if (!files.containsKey(name)) {
      files.put(name, new SimulatedFile());
      changed();
    }
    var file = files.get(name);
    int of = crashes;
    return new DiskFile() {
      @Override
      public void write(long at, byte[] bytes) throws IOException {
        alive(of);
        failIfDue();
        int end = (int) at + bytes.length;
        long more = Math.max(0, end - file.bytes.length);
        int fits = used() + more <= capacity ? bytes.length : random.nextInt(bytes.length);
        if (at + fits > file.bytes.length) {
          file.bytes = Arrays.copyOf(file.bytes, (int) at + fits);
        }
        System.arraycopy(bytes, 0, file.bytes, (int) at, fits);
        if (fits < bytes.length) {
          throw new IOException("No space left on device");
        }
      }

      @Override
      public void force() throws IOException {
        alive(of);
        failIfDue();
        file.durable = file.bytes.clone();
      }

      @Override
      public void truncate(long size) throws IOException {
        alive(of);
        if (size < file.bytes.length) {
          file.bytes = Arrays.copyOf(file.bytes, (int) size);
        }
      }

      @Override
      public void close() {
        // Closing makes nothing durable.
      }
    };
  }

  private void alive(int of) {
    if (of != crashes) {
      throw new IllegalStateException("A dead program writes");
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    return file(name).bytes.clone();
  }

  @Override
  public byte[] read(String name, long from, int most) throws IOException {
    var bytes = file(name).bytes;
    int end = (int) Math.min(bytes.length, from + most);
    return Arrays.copyOfRange(bytes, (int) Math.min(from, end), end);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    var file = file(from);
    files.remove(from);
    files.put(to, file);
    changed();
  }

  @Override
  public void delete(String name) throws IOException {
    file(name);
    files.remove(name);
    changed();
  }

  @Override
  public void sync() {
    durable = new TreeMap<>(files);
    unsynced.clear();
  }

  @Override
  public long usable() {
    return Math.max(0, capacity - used());
  }
}
