package io.hallpulse.serving.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Buckets buckets = new Buckets(2, nanos::get);

  @Test
  void anEmptyBucketSaysWhenThereIsMore() {
    assertThat(buckets.take("a")).isEmpty();
    assertThat(buckets.take("a")).isEmpty();
    assertThat(buckets.take("a")).hasValue(Duration.ofSeconds(30));
    assertThat(buckets.take("b")).isEmpty();

    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(buckets.take("a").orElseThrow())
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(buckets.take("a")).isEmpty();
  }

  @Test
  void whatIsGivenBackDoesNotCount() {
    for (int i = 0; i < 10; i++) {
      assertThat(buckets.take("a")).isEmpty();
      buckets.giveBack("a");
    }
  }
}
