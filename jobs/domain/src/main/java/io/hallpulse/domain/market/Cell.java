package io.hallpulse.domain.market;

/** A cell of the ledger, subdistrict × section × type, as one small number. */
final class Cell {
  static final int TYPES = EntityType.values().length;
  static final int COUNT = (Subdistricts.NONE + 1) * Industry.SECTIONS * TYPES;

  private Cell() {}

  static int of(int subdistrict, int section, int type) {
    return (subdistrict * Industry.SECTIONS + section) * TYPES + type;
  }

  static int subdistrict(int cell) {
    return cell / TYPES / Industry.SECTIONS;
  }

  static int section(int cell) {
    return cell / TYPES % Industry.SECTIONS;
  }

  static int type(int cell) {
    return cell % TYPES;
  }
}
