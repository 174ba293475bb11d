package io.hallpulse.agent.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is printed for a ticket; nothing of who the visitor is.
 *
 * @param lines below the number
 * @param code as a QR code, null for none
 */
public record Slip(String title, String number, List<String> lines, @Nullable String code) {
  public Slip {
    lines = List.copyOf(lines);
  }
}
