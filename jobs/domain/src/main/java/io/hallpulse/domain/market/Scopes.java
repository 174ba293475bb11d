package io.hallpulse.domain.market;

/** The places for which indicators are told, by number: district, subdistricts, sections, types. */
final class Scopes {
  static final int DISTRICT = 0;
  static final int SUBDISTRICTS = 1;
  static final int SECTIONS = SUBDISTRICTS + Subdistricts.NONE + 1;
  static final int TYPES = SECTIONS + Industry.SECTIONS;
  static final int COUNT = TYPES + Cell.TYPES;

  private Scopes() {}

  static int subdistrict(int cell) {
    return SUBDISTRICTS + Cell.subdistrict(cell);
  }

  static int section(int cell) {
    return SECTIONS + Cell.section(cell);
  }

  static int type(int cell) {
    return TYPES + Cell.type(cell);
  }

  static String kind(int scope) {
    return scope == DISTRICT
        ? "district"
        : scope < SECTIONS ? "subdistrict" : scope < TYPES ? "section" : "type";
  }

  static String id(int scope, String district) {
    if (scope == DISTRICT) {
      return district;
    }
    if (scope < SECTIONS) {
      return Subdistricts.name(scope - SUBDISTRICTS);
    }
    return scope < TYPES
        ? Industry.name(scope - SECTIONS)
        : EntityType.values()[scope - TYPES].name();
  }
}
