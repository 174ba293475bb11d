package io.hallpulse.upkeep.tables;

/**
 * How large compaction makes files, in bytes.
 *
 * @param large files of this size are left alone
 * @param full a file of this size is closed and another begun, if what is left makes a large one
 * @param rowGroup is kept in memory until it is written; this program has little
 */
record FileSizes(long large, long full, int rowGroup) {
  /** Full is well above large, since sizes are estimates until a file is closed. */
  static final FileSizes DEFAULT = new FileSizes(128L << 20, 192L << 20, 8 << 20);

  FileSizes {
    if (large <= 0 || full < large || rowGroup <= 0) {
      throw new IllegalArgumentException(
          "Sizes must be 0 < large <= full and rowGroup > 0, got %d, %d and %d"
              .formatted(large, full, rowGroup));
    }
  }
}
