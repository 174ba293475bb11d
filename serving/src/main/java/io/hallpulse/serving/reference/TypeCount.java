package io.hallpulse.serving.reference;

import java.util.List;

/**
 * A kind of reference data, what it is made of and how much there is of it.
 *
 * @param type its name in paths
 * @param data different ids
 * @param versions all versions of them
 */
public record TypeCount(String type, long data, long versions, List<FieldShape> fields) {
  public TypeCount {
    fields = List.copyOf(fields);
  }
}
