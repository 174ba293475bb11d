package io.hallpulse.schemas.sentence;

import org.jspecify.annotations.Nullable;

/** Something that a program says, with a place for each of its words. */
public interface Sentence {
  /** With {@code %s} for each of its words. */
  String sentence();

  default String of(@Nullable Object... words) {
    return sentence().formatted(words);
  }
}
