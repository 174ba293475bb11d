package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.Forecasts;
import io.hallpulse.agent.hall.HallKeeper;
import io.hallpulse.agent.hall.HallState;
import io.hallpulse.agent.hall.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the routes share: the keeper, what serving told, and what is only shown and never stored.
 * For the loop alone.
 */
public final class Hall {
  final HallKeeper keeper;
  final Ids ids;
  final String publicUrl;
  final NoticeFolder notices;
  final PhoneNotices phoneNotices;
  private final Supplier<Directory> directory;
  private final Supplier<Link> link;
  private final Forecasts forecasts;

  /** What clerks have ticked so far, by counter. */
  final Map<String, Draft> drafts = new HashMap<>();

  /** Whom screens ask for a rating, by counter. */
  final Map<String, Asking> asking = new HashMap<>();

  /** The notice that a screen shows, by counter. */
  final Map<String, String> shownNotices = new HashMap<>();

  record Draft(String itemCode, List<String> missing, @Nullable String matterId) {
    Draft {
      missing = List.copyOf(missing);
    }
  }

  /**
   * @param until microseconds
   * @param phoneUrl where a phone rates, null while serving has not given a token
   */
  record Asking(String ticketId, long until, @Nullable String phoneUrl) {}

  /** How the uplink is. */
  public record Link(boolean connected, long spoolDepth) {}

  public Hall(
      HallKeeper keeper,
      Supplier<Directory> directory,
      Supplier<Link> link,
      Forecasts forecasts,
      Ids ids,
      NoticeFolder notices,
      PhoneNotices phoneNotices,
      String publicUrl) {
    this.keeper = keeper;
    this.directory = directory;
    this.link = link;
    this.forecasts = forecasts;
    this.ids = ids;
    this.notices = notices;
    this.phoneNotices = phoneNotices;
    this.publicUrl = publicUrl;
  }

  HallState state() {
    return keeper.state();
  }

  Directory directory() {
    return directory.get();
  }

  Forecasts forecasts() {
    return forecasts;
  }

  /** Sends signed notices that serving has not got; not for the loop. */
  public void sendNotices() {
    phoneNotices.sendOwed();
  }

  Shown.Uplink uplink() {
    var now = link.get();
    return new Shown.Uplink(now.connected(), now.spoolDepth(), keeper.isFenced());
  }
}
