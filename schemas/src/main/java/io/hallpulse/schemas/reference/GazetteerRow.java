package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A road or place, or some of a road's numbers, and the subdistrict in which they lie.
 *
 * @param from first number, null for any
 * @param to last number, null for any
 * @param parity ALL, ODD or EVEN; ALL if it is not said
 */
public record GazetteerRow(
    String name,
    @Nullable Integer from,
    @Nullable Integer to,
    GazetteerRow.Parity parity,
    String subdistrict)
    implements Datum {

  /** Which side of the road. */
  public enum Parity {
    ALL,
    ODD,
    EVEN
  }

  public GazetteerRow {
    required(name, "name");
    required(subdistrict, "subdistrict");
    parity = parity == null ? Parity.ALL : parity;
    if (from != null && to != null && from > to) {
      throw new IllegalArgumentException("from %d must be at most to %d".formatted(from, to));
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.GAZETTEER;
  }

  @Override
  public String id() {
    return "%s/%s/%s/%s"
        .formatted(name, Objects.toString(from, ""), Objects.toString(to, ""), parity);
  }
}
