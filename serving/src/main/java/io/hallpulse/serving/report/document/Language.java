package io.hallpulse.serving.report.document;

import java.util.Locale;
import java.util.Optional;

/** The language of a report. */
public enum Language {
  ZH,
  EN;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Language> of(String key) {
    for (var language : values()) {
      if (language.key().equals(key)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /** One of the two, as the language is. */
  public String say(String zh, String en) {
    return this == ZH ? zh : en;
  }
}
