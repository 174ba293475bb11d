package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.texts;

import java.util.List;

/** A counter (window of a hall) and the queues that it serves. */
public record ServiceCounter(
    String counterId, String hallId, String unitId, String number, List<String> queueIds)
    implements Datum {
  public ServiceCounter {
    required(counterId, "counter_id");
    required(hallId, "hall_id");
    required(unitId, "unit_id");
    required(number, "number");
    queueIds = texts(required(queueIds, "queue_ids"), "queue_ids");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.COUNTER;
  }

  @Override
  public String id() {
    return counterId;
  }
}
