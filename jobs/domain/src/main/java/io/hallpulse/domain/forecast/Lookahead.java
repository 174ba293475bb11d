package io.hallpulse.domain.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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

  /**
   * A counter at work: when it can call next is drawn for each future.
   *
   * @param back in how many seconds an announced pause ends that goes on, 0 if none does
   * @param rests of what it does now, in seconds, for each share of {@link Draws}
   */
  private record Server(@Nullable Post post, Post.State state, double back, double[] rests) {}

  /** The seconds until a ticket's call in every future, in ascending order. */
  double[] untilCall(Waiting target) {
    var posts = new LinkedHashSet<Post>();
    var queues = new LinkedHashSet<String>();
    reach(target.queueId(), posts, queues);
    var servers = servers(target, posts);
    var tickets = ticketsUpTo(target, queues);
    var means = new double[tickets.size()];
    for (int t = 0; t < means.length; t++) {
      means[t] = laws.occupations().mean(tickets.get(t).queueId(), tickets.get(t).item());
    }
    var serves = serves(servers, tickets, target);
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

  /** Which counter serves which ticket. */
  private boolean[][] serves(List<Server> servers, List<Waiting> tickets, Waiting target) {
    var places = new HashMap<String, Integer>();
    var queueOf = new int[tickets.size()];
    for (int t = 0; t < queueOf.length; t++) {
      queueOf[t] = places.computeIfAbsent(tickets.get(t).queueId(), first -> places.size());
    }
    var serves = new boolean[servers.size()][tickets.size()];
    var ofQueue = new boolean[places.size()];
    for (int s = 0; s < serves.length; s++) {
      var post = servers.get(s).post();
      places.forEach(
          (queue, place) ->
              ofQueue[place] =
                  post == null ? queue.equals(target.queueId()) : post.serves(queue, now));
      for (int t = 0; t < queueOf.length; t++) {
        serves[s][t] = ofQueue[queueOf[t]];
      }
    }
    return serves;
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
      servers.add(new Server(null, Post.State.FREE, 0, laws.dry().rests(age)));
    }
    return servers;
  }

  private Server server(Post post, Waiting target) {
    var ticket = post.ticket();
    double back = afterPause(post, 0);
    if (ticket != null) {
      double mean = laws.occupations().mean(ticket.queueId(), ticket.item());
      var rests = laws.occupations().rests(mean, seconds(post.since()));
      return new Server(post, Post.State.BUSY, back, rests);
    }
    if (post.state() == Post.State.FREE) {
      long latest = post.serves(target.queueId(), now) ? Math.min(now, target.joined()) : now;
      long ready = floor.readySince(post, latest, now);
      double age = seconds(Floor.gapSince(post, ready));
      return new Server(post, Post.State.FREE, back, laws.gap(post, ready).rests(age));
    }
    return new Server(post, Post.State.SHUT, back, laws.shut().rests(seconds(post.since())));
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
    var turnover = laws.turnover().fresh();
    var spread = laws.occupations().spread();
    var free = new double[servers.size()];
    for (int s = 0; s < free.length; s++) {
      free[s] =
          freeIn(
              servers.get(s), Draws.rank(2 * s, future), turnover[Draws.rank(2 * s + 1, future)]);
    }
    int unknown = 2 * free.length;
    int target = means.length - 1;
    var called = new boolean[means.length];
    var from = new int[free.length];
    int more = 0;
    while (true) {
      int next = 0;
      for (int s = 1; s < free.length; s++) {
        next = free[s] < free[next] ? s : next;
      }
      int ticket = first(serves[next], called, from[next]);
      from[next] = ticket; // those before it are called, or never this counter's
      if (ticket > target) {
        free[next] = Double.POSITIVE_INFINITY; // nothing to do for it before the target's call
        continue;
      }
      boolean overtaken = serves[next][target] && overtakers.takes(free[next], ticket == target);
      if (ticket == target && !overtaken) {
        return free[next];
      }
      int drawn = unknown + 2 * (overtaken ? means.length + more++ : ticket);
      called[ticket] |= !overtaken;
      double done =
          free[next] + Occupations.lasting(spread[Draws.rank(drawn, future)], means[ticket]);
      free[next] =
          afterPause(servers.get(next).post(), done) + turnover[Draws.rank(drawn + 1, future)];
    }
  }

  /**
   * @param rank of what is drawn for what it does now
   * @param turnover seconds between two tickets, should it be waited for
   */
  private double freeIn(Server server, int rank, double turnover) {
    double rest = server.rests()[rank];
    if (server.state() == Post.State.BUSY) {
      return afterPause(server.post(), rest) + turnover;
    }
    return server.state() == Post.State.SHUT && server.back() > 0 ? server.back() + turnover : rest;
  }

  private double afterPause(@Nullable Post post, double seconds) {
    return post == null
        ? seconds
        : Math.max(seconds, (post.afterPause(now + (long) (seconds * 1e6)) - now) / 1e6);
  }

  /** The first ticket still in line that a counter serves, their number if there is none. */
  private static int first(boolean[] serves, boolean[] called, int from) {
    int ticket = from;
    while (ticket < called.length && (!serves[ticket] || called[ticket])) {
      ticket++;
    }
    return ticket;
  }

  private double seconds(long since) {
    return Math.max(0, (now - since) / 1e6);
  }
}
