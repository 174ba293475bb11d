package io.hallpulse.domain.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.event.EventJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says and what its signature vouches for. Its hash is SHA-256 over the form's name,
 * the notice, the matter, the ticket, the item, the time of issue (ISO-8601, UTC) and each missing
 * material in the order told; each as the length of its UTF-8 in bytes, a colon and the text,
 * absent ones as {@code -}. Worked example: NoticeContentTest.
 *
 * @param issuedAt microseconds
 */
public record NoticeContent(
    String noticeId,
    String matterId,
    @Nullable String ticketId,
    @Nullable String itemCode,
    long issuedAt,
    List<String> missing) {
  private static final String FORM = "hallpulse-notice-1";
  private static final byte ABSENT = '-';

  static NoticeContent of(String noticeId, NoticeMove issue) {
    return new NoticeContent(
        noticeId,
        Objects.requireNonNull(issue.matterId()),
        issue.ticketId(),
        issue.itemCode(),
        issue.time(),
        issue.missing());
  }

  /** In lower-case hex. */
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      put(FORM, digest);
      put(noticeId, digest);
      put(matterId, digest);
      put(ticketId, digest);
      put(itemCode, digest);
      put(EventJson.instant(issuedAt).toString(), digest);
      missing.forEach(material -> put(material, digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void put(@Nullable String text, MessageDigest to) {
    if (text == null) {
      to.update(ABSENT);
      return;
    }
    var bytes = text.getBytes(UTF_8);
    to.update((bytes.length + ":").getBytes(UTF_8));
    to.update(bytes);
  }
}
