package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.date;
import static io.hallpulse.schemas.reference.Datum.required;

import org.jspecify.annotations.Nullable;

/**
 * What a district lets its visitors know.
 *
 * @param published local date
 * @param until last local date on which it is shown; null for ever
 * @param issuer who says so
 */
public record News(
    String newsId,
    String district,
    News.Kind kind,
    String title,
    String text,
    String published,
    @Nullable String until,
    @Nullable String issuer)
    implements Datum {

  /** A policy says what holds, news what happens, a notice what to mind. */
  public enum Kind {
    POLICY,
    NEWS,
    NOTICE
  }

  public News {
    required(newsId, "news_id");
    required(district, "district");
    required(kind, "kind");
    required(title, "title");
    required(text, "text");
    var from = date(published, "published");
    if (until != null && date(until, "until").isBefore(from)) {
      throw new IllegalArgumentException(
          "until must not be before published %s, got %s".formatted(published, until));
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.NEWS;
  }

  @Override
  public String id() {
    return newsId;
  }
}
