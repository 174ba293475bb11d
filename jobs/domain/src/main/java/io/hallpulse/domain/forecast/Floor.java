package io.hallpulse.domain.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hall as the forecast sees it: who waits where, and what each counter does. What lasts and then
 * ends is told to the laws. Times in microseconds; they may go back a little.
 */
final class Floor {
  private final Laws laws;
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<String, Post> posts = new LinkedHashMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Map<String, String> counterOfTicket = new HashMap<>();
  private final Map<String, Waiting> missing = new Latest<>();
  private final Map<String, List<Post>> serving = new HashMap<>();
  private boolean teaches = true;
  private long joined;

  Floor(Laws laws) {
    this.laws = laws;
  }

  /** Whether what ends is told to the laws. */
  void teach(boolean laws) {
    teaches = laws;
  }

  Waiting join(
      String ticketId, String queueId, long start, int priority, @Nullable String item, long time) {
    leave(ticketId);
    var ticket = new Waiting(ticketId, queueId, start, time, priority, item, joined++);
    waiting.put(ticketId, ticket);
    line(queueId).join(ticket);
    return ticket;
  }

  /** Takes a ticket out of its line without a call; null if it is in none. */
  @Nullable Waiting leave(String ticketId) {
    var ticket = waiting.remove(ticketId);
    if (ticket != null) {
      line(ticket.queueId()).leave(ticket);
    }
    return ticket;
  }

  /** A first call of a leg, or a repeated one; says who it was if the ticket waited. */
  @Nullable Waiting call(String ticketId, String counterId, long time) {
    var ticket = waiting.get(ticketId);
    var post = post(counterId);
    if (ticket == null) {
      callAgain(ticketId, post, counterId, time);
      return null;
    }
    learnGap(post, ticket, time);
    leave(ticketId);
    line(ticket.queueId()).called(time, Math.max(0, (time - ticket.start()) / 1e6));
    release(post, time);
    post.call(ticket, time);
    serving.clear();
    counterOfTicket.put(ticketId, counterId);
    return ticket;
  }

  private void callAgain(String ticketId, Post post, String counterId, long time) {
    var known = missing.remove(ticketId);
    if (known != null) {
      release(post, time);
      post.call(known, time);
      counterOfTicket.put(ticketId, counterId);
    }
  }

  private void learnGap(Post post, Waiting ticket, long time) {
    if (!teaches) {
      return;
    }
    var others = serving(ticket.queueId(), time);
    if (others.stream().noneMatch(Post::isOpen)) {
      laws.dry().add(seconds(drySince(ticket.queueId(), time), time));
    }
    if (post.released() != Post.NEVER) {
      laws.turnover().add(seconds(post.released(), time));
    }
    switch (post.state()) {
      case FREE -> {
        if (post.isHeard()) {
          long ready = readySince(post, ticket.joined(), time);
          var law = laws.gap(post, ready);
          if (law != laws.turnover()) {
            law.add(seconds(gapSince(post, ready), time));
          }
        }
      }
      case SHUT -> laws.shut().add(seconds(post.since(), time));
      case BUSY -> {
        // The log does not say when this counter was free again: release() takes call to call.
      }
    }
  }

  /** From when what keeps a free counter from calling has lasted. */
  static long gapSince(Post post, long ready) {
    return post.absentSince() == Post.NEVER ? ready : post.absentSince();
  }

  /**
   * From when a free counter could have called somebody.
   *
   * @param latest if nobody in its lines came before
   */
  long readySince(Post post, long latest, long now) {
    long first = latest;
    for (var entry : lines.entrySet()) {
      if (!entry.getValue().isEmpty() && post.serves(entry.getKey(), now)) {
        first = Math.min(first, entry.getValue().firstJoined());
      }
    }
    return Math.max(post.since(), first);
  }

  /** From when a queue in which somebody waits has had no open counter. */
  long drySince(String queueId, long now) {
    long since = Math.min(now, line(queueId).firstJoined());
    for (var post : serving(queueId, now)) {
      since = Math.max(since, post.since());
    }
    return since;
  }

  /** The visitor did not come; the ticket may be called once more. */
  void miss(String ticketId, long time) {
    var counterId = counterOfTicket.get(ticketId);
    var post = counterId == null ? null : posts.get(counterId);
    if (post != null && isAt(ticketId, post)) {
      missing.put(ticketId, post.ticket());
    }
    free(ticketId, time);
  }

  /** The counter is done with a ticket. */
  void free(String ticketId, long time) {
    var counterId = counterOfTicket.remove(ticketId);
    var post = counterId == null ? null : posts.get(counterId);
    if (post != null && post.state() == Post.State.BUSY && isAt(ticketId, post)) {
      release(post, time);
    }
  }

  private static boolean isAt(String ticketId, Post post) {
    var ticket = post.ticket();
    return ticket != null && ticket.ticketId().equals(ticketId);
  }

  private void release(Post post, long time) {
    var ticket = post.ticket();
    if (ticket != null) {
      counterOfTicket.remove(ticket.ticketId());
      if (teaches) {
        laws.occupations().add(ticket.queueId(), ticket.item(), seconds(post.since(), time));
      }
      post.free(time);
      if (readySince(post, Long.MAX_VALUE, time) != Long.MAX_VALUE) {
        post.release(time);
      }
    }
  }

  void open(String counterId, long time) {
    var post = post(counterId);
    if (post.state() == Post.State.SHUT || !post.isHeard()) {
      post.free(time);
    }
  }

  void shut(String counterId, long time) {
    var post = post(counterId);
    if (post.state() != Post.State.SHUT) {
      release(post, time);
      post.shut(time);
    }
  }

  void signIn(String counterId, String staffId, long time) {
    post(counterId).staff(staffId);
    open(counterId, time);
  }

  /** A clerk leaves; the counter goes on if another has come. */
  void signOut(String counterId, String staffId, long time) {
    if (staffId.equals(post(counterId).staff())) {
      shut(counterId, time);
    }
  }

  void pause(String counterId, long from, long until) {
    post(counterId).pause(from, until);
  }

  void seen(String counterId, boolean present, long time) {
    post(counterId).seen(present, time);
  }

  void assign(String counterId, Set<String> queueIds) {
    post(counterId).assign(queueIds);
    serving.clear();
  }

  Line line(String queueId) {
    return lines.computeIfAbsent(queueId, id -> new Line());
  }

  private Post post(String counterId) {
    return posts.computeIfAbsent(counterId, id -> new Post());
  }

  @Nullable Waiting waiting(String ticketId) {
    return waiting.get(ticketId);
  }

  /** The counters that serve a queue, open or not. */
  List<Post> serving(String queueId, long now) {
    return serving.computeIfAbsent(
        queueId,
        id -> {
          var found = new ArrayList<Post>();
          for (var post : posts.values()) {
            if (post.serves(id, now)) {
              found.add(post);
            }
          }
          return found;
        });
  }

  /** The queues heard of that a counter serves. */
  List<String> queuesOf(Post post, long now) {
    return lines.keySet().stream().filter(id -> post.serves(id, now)).sorted().toList();
  }

  private static double seconds(long from, long to) {
    return Math.max(0, (to - from) / 1e6);
  }
}
