package io.hallpulse.domain.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays a hall's next hours through many times: each busy counter becomes free after what is left
 * of its occupation, each free one calls whoever is first in its lines, and so on until the ticket
 * in question is called. Who comes later is left out: they stand behind.
 */
final class Lookahead {
  private final Floor floor;
  private final Laws laws;
  private final long now;

  Lookahead(Floor floor, Laws laws, long now) {
    this.floor = floor;
    this.laws = laws;
    this.now = now;
  }

  /** A counter at work: when it can call next is drawn for each future. */
  private record Server(
      @Nullable Post post, Post.State state, double mean, double age, DurationLaw gap) {}

  /** The seconds until a ticket's call in every future, in ascending order. */
  double[] untilCall(Waiting target) {
    var posts = new LinkedHashSet<Post>();
    var queues = new LinkedHashSet<String>();
    reach(target.queueId(), posts, queues);
    var servers = servers(target, posts);
    var tickets = ticketsUpTo(target, queues);
    var serves = new boolean[servers.size()][tickets.size()];
    var means = new double[tickets.size()];
    for (int t = 0; t < tickets.size(); t++) {
      var ticket = tickets.get(t);
      means[t] = laws.occupations().mean(ticket.queueId(), ticket.item());
      for (int s = 0; s < servers.size(); s++) {
        var post = servers.get(s).post();
        serves[s][t] =
            post == null
                ? ticket.queueId().equals(target.queueId())
                : post.serves(ticket.queueId(), now);
      }
    }
    var line = floor.line(target.queueId());
    double overtaking = line.arrivalRate(now, target.priority());
    double coming = line.arrivalRate(now, target.priority() - 1);
    double ahead = Math.max(0, (target.start() - now) / 1e6);
    var times = new double[Draws.FUTURES];
    for (int future = 0; future < Draws.FUTURES; future++) {
      times[future] =
          play(servers, serves, means, new Overtakers(overtaking, coming, ahead, future));
    }
    Arrays.sort(times);
    return times;
  }

  /** All counters and queues that have to do with a queue, by way of counters they share. */
  private void reach(String queueId, Set<Post> posts, Set<String> queues) {
    var open = new ArrayList<String>(List.of(queueId));
    while (!open.isEmpty()) {
      var queue = open.remove(open.size() - 1);
      if (queues.add(queue)) {
        for (var post : floor.serving(queue, now)) {
          if (posts.add(post)) {
            open.addAll(floor.queuesOf(post, now));
          }
        }
      }
    }
  }

  private List<Waiting> ticketsUpTo(Waiting target, Set<String> queues) {
    var tickets = new ArrayList<Waiting>();
    for (var queue : queues) {
      for (var ticket : floor.line(queue).waiting()) {
        if (Waiting.CALL_ORDER.compare(ticket, target) < 0) {
          tickets.add(ticket);
        }
      }
    }
    tickets.sort(Waiting.CALL_ORDER);
    tickets.add(target);
    return tickets;
  }

  private List<Server> servers(Waiting target, Set<Post> posts) {
    var servers = new ArrayList<Server>();
    boolean open = false;
    for (var post : posts) {
      if (post.isHeard()) {
        servers.add(server(post, target));
        open |= post.isOpen() && post.serves(target.queueId(), now);
      }
    }
    if (!open) {
      // Somebody will see to a line that nobody serves.
      double age = seconds(Math.min(floor.drySince(target.queueId(), now), now));
      servers.add(new Server(null, Post.State.FREE, 0, age, laws.dry()));
    }
    return servers;
  }

  private Server server(Post post, Waiting target) {
    var ticket = post.ticket();
    if (ticket != null) {
      double mean = laws.occupations().mean(ticket.queueId(), ticket.item());
      return new Server(post, Post.State.BUSY, mean, seconds(post.since()), laws.turnover());
    }
    if (post.state() == Post.State.FREE) {
      long latest = post.serves(target.queueId(), now) ? Math.min(now, target.joined()) : now;
      long ready = floor.readySince(post, latest, now);
      double age = seconds(Floor.gapSince(post, ready));
      return new Server(post, Post.State.FREE, 0, age, laws.gap(post, ready));
    }
    return new Server(post, Post.State.SHUT, 0, seconds(post.since()), laws.shut());
  }

  /**
   * Those who come later and are called earlier: with a higher priority, or before an appointment.
   */
  private static final class Overtakers {
    private static final int MOST = 64;

    private final double privileged;
    private final double coming;
    private final double until;
    final int future;
    private int drawn;
    private double nextPrivileged;
    private double nextComing;

    Overtakers(double privileged, double coming, double until, int future) {
      this.privileged = privileged;
      this.coming = coming;
      this.until = until;
      this.future = future;
      nextPrivileged = after(0, privileged);
      nextComing = after(0, coming);
    }

    private double after(double time, double rate) {
      return rate <= 0 || drawn >= MOST
          ? Double.POSITIVE_INFINITY
          : time - Math.log(1 - Draws.of(Draws.UNKNOWNS - 1 - drawn++, future)) / rate;
    }

    boolean takes(double time, boolean isTargetsTurn) {
      if (nextPrivileged <= time) {
        nextPrivileged = after(nextPrivileged, privileged);
        return true;
      }
      if (isTargetsTurn && nextComing <= time && nextComing < until) {
        nextComing = after(nextComing, coming);
        return true;
      }
      return false;
    }
  }

  private double play(
      List<Server> servers, boolean[][] serves, double[] means, Overtakers overtakers) {
    int future = overtakers.future;
    int unknown = 0;
    var free = new double[servers.size()];
    for (int s = 0; s < free.length; s++) {
      free[s] = freeIn(servers.get(s), Draws.of(unknown++, future), Draws.of(unknown++, future));
    }
    int target = means.length - 1;
    var called = new boolean[means.length];
    int more = 0;
    while (true) {
      int next = 0;
      for (int s = 1; s < free.length; s++) {
        next = free[s] < free[next] ? s : next;
      }
      int ticket = first(serves[next], called);
      if (ticket < 0) {
        free[next] = Double.POSITIVE_INFINITY; // nothing to do for it before the target's call
        continue;
      }
      boolean overtaken = serves[next][target] && overtakers.takes(free[next], ticket == target);
      if (ticket == target && !overtaken) {
        return free[next];
      }
      int drawn = unknown + 2 * (overtaken ? means.length + more++ : ticket);
      called[ticket] |= !overtaken;
      double done = free[next] + laws.occupations().rest(means[ticket], 0, Draws.of(drawn, future));
      free[next] =
          afterPause(servers.get(next).post(), done)
              + laws.turnover().rest(0, Draws.of(drawn + 1, future));
    }
  }

  private double freeIn(Server server, double first, double second) {
    var post = server.post();
    if (server.state() == Post.State.BUSY) {
      double done = laws.occupations().rest(server.mean(), server.age(), first);
      return afterPause(post, done) + laws.turnover().rest(0, second);
    }
    double back = afterPause(post, 0);
    if (server.state() == Post.State.SHUT && back > 0) {
      return back + laws.turnover().rest(0, second);
    }
    return server.gap().rest(server.age(), first);
  }

  private double afterPause(@Nullable Post post, double seconds) {
    return post == null
        ? seconds
        : Math.max(seconds, (post.afterPause(now + (long) (seconds * 1e6)) - now) / 1e6);
  }

  /** The first ticket still in line that a counter serves, -1 if there is none. */
  private static int first(boolean[] serves, boolean[] called) {
    for (int t = 0; t < called.length; t++) {
      if (serves[t] && !called[t]) {
        return t;
      }
    }
    return -1;
  }

  private double seconds(long since) {
    return Math.max(0, (now - since) / 1e6);
  }
}
