package io.hallpulse.agent.hall;

import io.hallpulse.domain.forecast.HallEvents;
import io.hallpulse.domain.forecast.HallForecaster;
import io.hallpulse.domain.forecast.Learned;
import io.hallpulse.domain.forecast.WaitForecast;
import io.hallpulse.schemas.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Forecasts of the hall's waits; those for newcomers are good for some seconds. */
public final class Forecasts {
  private static final long GOOD_FOR = TimeUnit.SECONDS.toMicros(5);

  private final HallForecaster forecaster;
  private final HallEvents events;
  private final Map<String, Said> newcomers = new HashMap<>();

  private record Said(long at, WaitForecast forecast) {}

  /**
   * @param learned goes on to be changed
   */
  public Forecasts(Learned learned) {
    forecaster = new HallForecaster(learned);
    events = new HallEvents(forecaster);
  }

  public void take(List<Event> more) {
    more.forEach(events::take);
  }

  public void assign(Directory directory) {
    for (var counter : directory.counters()) {
      forecaster.assign(counter.counterId(), Set.copyOf(counter.queueIds()));
    }
  }

  public @Nullable WaitForecast of(String ticketId, long now) {
    return forecaster.of(ticketId, now).orElse(null);
  }

  public WaitForecast ofNewcomer(String queueId, long now) {
    var said = newcomers.get(queueId);
    if (said == null || now - said.at() > GOOD_FOR) {
      said = new Said(now, forecaster.ofNewcomer(queueId, now));
      newcomers.put(queueId, said);
    }
    return said.forecast();
  }

  public Learned learned() {
    return forecaster.learned();
  }
}
