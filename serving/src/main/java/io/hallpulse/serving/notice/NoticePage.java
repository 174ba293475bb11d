package io.hallpulse.serving.notice;

import io.hallpulse.domain.notice.NoticeContent;
import io.hallpulse.schemas.event.EventJson;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * A signed notice as it is kept for its visitor; nothing of who that is.
 *
 * @param materials of the item, as they were when it was signed
 */
record NoticePage(
    String noticeId,
    String hallId,
    String matterId,
    @Nullable String ticketId,
    @Nullable String itemCode,
    @Nullable String itemName,
    List<String> missing,
    List<String> materials,
    Instant issued,
    String contentHash,
    Instant signed,
    boolean isViewed) {
  NoticePage {
    missing = List.copyOf(missing);
    materials = List.copyOf(materials);
  }

  /** What its hash must be, by what it says. */
  String hashOfContent() {
    return new NoticeContent(
            noticeId, matterId, ticketId, itemCode, EventJson.micros(issued), missing)
        .hash();
  }
}
