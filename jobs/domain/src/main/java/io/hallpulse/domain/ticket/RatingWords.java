package io.hallpulse.domain.ticket;

import java.util.regex.Pattern;

/**
 * Masks what may be a phone or identity number in a visitor's words, on the device that takes them
 * down: five digits or more of any script, also when blanks, dots or lines stand between them.
 */
public final class RatingWords {
  private static final String DIGIT = "[\\p{Nd}〇零一二三四五六七八九幺]";
  private static final Pattern NUMBER =
      Pattern.compile(DIGIT + "(?:[\\s.\\-_－—]*" + DIGIT + "){4,}");

  private RatingWords() {}

  public static String masked(String words) {
    return NUMBER.matcher(words).replaceAll(run -> run.group().replaceAll(DIGIT, "*"));
  }
}
