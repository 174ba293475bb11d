package io.hallpulse.agent.hall;

import io.hallpulse.schemas.event.Event;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command wants written, all or nothing, and what it answers when that is durable.
 *
 * @param events without numbers and times
 */
public record Plan<T>(List<Event.Builder> events, @Nullable Note note, Supplier<T> answer) {
  public static <T> Plan<T> of(Supplier<T> answer, Event.Builder... events) {
    return new Plan<>(List.of(events), null, answer);
  }
}
