package io.hallpulse.domain.notice;

import io.hallpulse.schemas.sentence.RefusalSentence;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A notice as its history tells. The first issue by event time is the notice; it never changes, so
 * another one under its id that says anything else is refused, and a correction is a notice of its
 * own. An illegal event changes nothing.
 */
public final class Notice {
  private final String id;
  private final @Nullable String[] refusals;
  private @Nullable NoticeMove issue;
  private String hash = "";
  private @Nullable Long signedAt;
  private @Nullable Long viewedAt;

  private Notice(String id, int moves) {
    this.id = id;
    this.refusals = new @Nullable String[moves];
  }

  public static Notice fold(NoticeHistory history) {
    var notice = new Notice(history.noticeId(), history.moves().size());
    for (int i = 0; i < notice.refusals.length; i++) {
      notice.refusals[i] = notice.take(history.moves().get(i));
    }
    return notice;
  }

  private @Nullable String take(NoticeMove move) {
    return switch (move.kind()) {
      case NOTICE_ISSUED -> issued(move);
      case NOTICE_SIGNED -> signed(move);
      case NOTICE_VIEWED -> viewed(move);
      default -> throw new IllegalStateException(move.kind() + " is not about a notice");
    };
  }

  private @Nullable String issued(NoticeMove move) {
    var says = NoticeContent.of(id, move).hash();
    if (move.contentHash() != null && !move.contentHash().equalsIgnoreCase(says)) {
      return RefusalSentence.HASH_OF_CONTENT.of(move.contentHash(), says);
    }
    if (issue != null) {
      return says.equals(hash) ? null : RefusalSentence.NOTICE_SAYS_ELSE.of();
    }
    issue = move;
    hash = says;
    return null;
  }

  private @Nullable String signed(NoticeMove move) {
    var problem = unknown(move);
    if (problem == null
        && move.contentHash() != null
        && !move.contentHash().equalsIgnoreCase(hash)) {
      problem = RefusalSentence.HASH_SIGNED.of(move.contentHash(), hash);
    }
    if (problem == null && signedAt == null) {
      signedAt = move.time();
    }
    return problem;
  }

  private @Nullable String viewed(NoticeMove move) {
    var problem = unknown(move);
    if (problem == null && viewedAt == null) {
      viewedAt = move.time();
    }
    return problem;
  }

  private @Nullable String unknown(NoticeMove move) {
    if (issue == null) {
      return RefusalSentence.NOTICE_UNKNOWN.of();
    }
    return move.matterId() == null || move.matterId().equals(issue.matterId())
        ? null
        : RefusalSentence.NOTICE_OF_OTHER_MATTER.of(issue.matterId(), move.matterId());
  }

  /** The issue that counts, null while none has come. */
  public @Nullable NoticeMove issue() {
    return issue;
  }

  /** The matter it is of; only of an issued one. */
  public String matterId() {
    return Objects.requireNonNull(Objects.requireNonNull(issue, id).matterId(), id);
  }

  /** SHA-256 of its content, empty while it is not issued. */
  String hash() {
    return hash;
  }

  /** When it was first signed, microseconds; null if it was not. */
  @Nullable Long signedAt() {
    return signedAt;
  }

  /** When it was first viewed, microseconds; null if it was not. */
  @Nullable Long viewedAt() {
    return viewedAt;
  }

  /** Why the move at that place is refused, null if it is legal. */
  public @Nullable String refusal(int place) {
    return refusals[place];
  }
}
