package io.hallpulse.domain.forecast;

import java.util.HashMap;
import java.util.Map;

/**
 * A textbook's number turned into two quantiles by the same calibration that the forecast has, so
 * that it is also compared on equal terms.
 */
final class Fitted {
  private final Calibration calibration = new Calibration(new double[Calibration.HALL_NUMBERS], 0);
  private final Map<String, double[]> queues = new HashMap<>();

  double quantile(int level, double said, String queueId) {
    return View.seconds(calibration.log(level, View.log(said), View.log(said), queue(queueId), 0));
  }

  void learn(double said, double seconds, String queueId) {
    calibration.learn(View.log(said), View.log(said), View.log(seconds), queue(queueId), 0);
  }

  private double[] queue(String queueId) {
    return queues.computeIfAbsent(queueId, id -> new double[Calibration.QUEUE_NUMBERS]);
  }
}
