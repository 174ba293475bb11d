package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final int MOST = 1_000;
  private static final int GROUP = 512;

  @Test
  void afterAnOutageADayDrainsAtTheAllowedRate() {
    var pace = new Pace(MOST, 0);
    long now = 0;
    for (int sent = 0; sent < 100_000; sent += GROUP) {
      now += pace.afterSending(GROUP, now, now + 1_000) + 1_000;
    }
    assertThat(TimeUnit.NANOSECONDS.toSeconds(now)).isEqualTo(100);
  }

  /** Whatever Kafka takes its time for, and whenever there is nothing to send. */
  @Property(tries = 200)
  void noSecondSeesMoreThanAllowedAndOneGroup(
      @ForAll @Size(60) List<@IntRange(min = 0, max = GROUP) Integer> groups,
      @ForAll @Size(60) List<@IntRange(min = 0, max = 800) Integer> slowness) {
    var pace = new Pace(MOST, 0);
    long now = 0;
    var times = new ArrayList<Long>();
    var counts = new ArrayList<Integer>();
    for (int i = 0; i < groups.size(); i++) {
      times.add(now);
      counts.add(groups.get(i));
      long begun = now;
      now += TimeUnit.MILLISECONDS.toNanos(slowness.get(i));
      now += groups.get(i) == 0 ? 0 : pace.afterSending(groups.get(i), begun, now);
    }
    for (int from = 0; from < times.size(); from++) {
      long sent = 0;
      long until = times.get(from) + TimeUnit.SECONDS.toNanos(1);
      for (int i = from; i < times.size() && times.get(i) < until; i++) {
        sent += counts.get(i);
      }
      assertThat(sent).isLessThanOrEqualTo(MOST + GROUP);
    }
  }
}
