package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

/** A line of waiting tickets of one hall and one unit; its letter begins their numbers. */
public record Queue(String queueId, String hallId, String unitId, String letter) implements Datum {
  public Queue {
    required(queueId, "queue_id");
    required(hallId, "hall_id");
    required(unitId, "unit_id");
    required(letter, "letter");
    if (!letter.matches("[A-Z]{1,2}")) {
      throw new IllegalArgumentException("letter must be one or two of A to Z, got " + letter);
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.QUEUE;
  }

  @Override
  public String id() {
    return queueId;
  }
}
