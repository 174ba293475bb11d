package io.hallpulse.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What a change of a schema breaks. Avro's own check lets a field with a default go and an alias
 * rename it; here every field, once written, stays where it is, and only new ones come behind it.
 */
final class Evolution {
  private final List<String> breaks = new ArrayList<>();

  private Evolution() {}

  /** Empty if readers of either schema understand writers of the other and nothing is lost. */
  static List<String> breaks(Schema before, Schema after) {
    var evolution = new Evolution();
    evolution.compare(before.getName(), before, after);
    evolution.read(after, before, "today's reader does not understand what was written before");
    evolution.read(before, after, "a reader of before does not understand what is written today");
    return evolution.breaks;
  }

  private void read(Schema reader, Schema writer, String problem) {
    var found = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (found.getType() != SchemaCompatibilityType.COMPATIBLE) {
      breaks.add(problem + ": " + found.getResult().getIncompatibilities());
    }
  }

  private void compare(String place, Schema before, Schema after) {
    if (before.getType() != after.getType()) {
      breaks.add("%s was %s and is %s".formatted(place, before.getType(), after.getType()));
      return;
    }
    switch (before.getType()) {
      case RECORD -> compareFields(before, after);
      case ENUM -> compareSymbols(place, before, after);
      case ARRAY -> compare(place + "[]", before.getElementType(), after.getElementType());
      case UNION -> compareUnions(place, before, after);
      default -> {}
    }
  }

  private void compareUnions(String place, Schema before, Schema after) {
    if (before.getTypes().size() != after.getTypes().size()) {
      breaks.add("%s was %s and is %s".formatted(place, before, after));
      return;
    }
    for (int i = 0; i < before.getTypes().size(); i++) {
      compare(place, before.getTypes().get(i), after.getTypes().get(i));
    }
  }

  private void compareFields(Schema before, Schema after) {
    var place = before.getName();
    compareNames(place, before, after);
    var fields = after.getFields();
    for (var old : before.getFields()) {
      var field = old.pos() < fields.size() ? fields.get(old.pos()) : null;
      if (field == null || !field.name().equals(old.name())) {
        breaks.add("%s.%s was removed, renamed or moved".formatted(place, old.name()));
        return;
      }
      compareField(place + "." + old.name(), old, field);
    }
    for (var field : fields.subList(before.getFields().size(), fields.size())) {
      if (!field.hasDefaultValue()) {
        breaks.add("%s.%s is new and has no default".formatted(place, field.name()));
      }
    }
  }

  private void compareField(String place, Schema.Field before, Schema.Field after) {
    compare(place, before.schema(), after.schema());
    if (before.hasDefaultValue() != after.hasDefaultValue()
        || !Objects.equals(before.defaultVal(), after.defaultVal())) {
      breaks.add(place + " changed its default");
    }
    for (var property : List.of("as", "format")) {
      if (!Objects.equals(before.getProp(property), after.getProp(property))) {
        breaks.add("%s changed its property %s".formatted(place, property));
      }
    }
  }

  private void compareSymbols(String place, Schema before, Schema after) {
    compareNames(place, before, after);
    var symbols = before.getEnumSymbols();
    var now = after.getEnumSymbols();
    if (now.size() < symbols.size() || !now.subList(0, symbols.size()).equals(symbols)) {
      breaks.add("%s: symbols were removed, renamed or moved".formatted(place));
    }
    if (!Objects.equals(before.getEnumDefault(), after.getEnumDefault())) {
      breaks.add("%s: the enum's default changed".formatted(place));
    }
  }

  private void compareNames(String place, Schema before, Schema after) {
    if (!before.getFullName().equals(after.getFullName())) {
      breaks.add("%s: %s is now %s".formatted(place, before.getFullName(), after.getFullName()));
    }
  }
}
