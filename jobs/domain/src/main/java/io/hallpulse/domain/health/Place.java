package io.hallpulse.domain.health;

/** Whose losses are counted: a counter, or a queue for visitors that nobody called. */
public record Place(boolean isQueue, String id) {
  private static final String COUNTER = "c/";
  private static final String QUEUE = "q/";

  public static Place counter(String counterId) {
    return new Place(false, counterId);
  }

  public static Place queue(String queueId) {
    return new Place(true, queueId);
  }

  /** What {@link #key()} gave. */
  public static Place of(String key) {
    return new Place(key.startsWith(QUEUE), key.substring(QUEUE.length()));
  }

  /** A text that names it among counters and queues. */
  public String key() {
    return (isQueue ? QUEUE : COUNTER) + id;
  }
}
