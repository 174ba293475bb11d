package io.hallpulse.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;

/** Rule sets that differ from the specification's in one number. */
public final class Rules {
  private Rules() {}

  /** With a part of the JSON of the defaults replaced. */
  public static Datum with(String part, String replacement) {
    var json = ReferenceType.write(RuleSet.defaults(Source.DISTRICT));
    assertThat(json).containsOnlyOnce(part);
    var read = ReferenceType.RULESET.read(json.replace(part, replacement));
    return ((Accepted<Datum>) read).value();
  }
}
