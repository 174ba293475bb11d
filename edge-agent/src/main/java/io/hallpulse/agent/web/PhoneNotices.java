package io.hallpulse.agent.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signed notices on their way to the visitors' phones: what they say and their hash, never name or
 * image. What serving has not got is marked in the folder, so neither a cut uplink nor a restart
 * loses one.
 */
public final class PhoneNotices {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneNotices.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> TOLD =
      List.of(
          "matter_id",
          "ticket_id",
          "item_code",
          "item_name",
          "missing",
          "materials",
          "issued_at",
          "content_hash");

  private final NoticeFolder folder;
  private final Uplink uplink;

  /** Sends one; tells the folder when serving has it. */
  public interface Uplink {
    void send(String noticeId, String json);
  }

  public PhoneNotices(NoticeFolder folder, Uplink uplink) {
    this.folder = folder;
    this.uplink = uplink;
  }

  /** Sends whatever is owed; not for the loop. */
  public void sendOwed() {
    try {
      for (var noticeId : folder.owed()) {
        var kept = folder.read(noticeId);
        if (kept.isEmpty()) {
          LOG.error("The signed notice {} is gone from this device", noticeId);
          folder.settle(noticeId);
        } else {
          uplink.send(noticeId, told(kept.get()));
        }
      }
    } catch (IOException e) {
      LOG.error("Signed notices cannot be read: {}", e.toString());
    }
  }

  static String told(String kept) throws IOException {
    var signed = JSON.readTree(kept);
    var notice = signed.path("notice");
    var told = JSON.createObjectNode();
    for (var field : TOLD) {
      JsonNode value = notice.get(field);
      if (value != null) {
        told.set(field, value);
      }
    }
    return told.put("signed_at", signed.path("signed_at").asText()).toString();
  }
}
