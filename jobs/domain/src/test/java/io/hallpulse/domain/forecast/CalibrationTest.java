package io.hallpulse.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private final Calibration calibration = new Calibration(new double[Calibration.HALL_NUMBERS], 0);
  private final double[] queue = new double[Calibration.QUEUE_NUMBERS];
  private final Random random = new Random(11);

  @Test
  void aNumberThatIsTwiceTooLowBecomesTheQuantilesOfWhatComesTrue() {
    play(5_000, 2);

    assertThat(quantile(0)).isCloseTo(600, within(60.0));
    assertThat(quantile(1)).isCloseTo(600 * Math.exp(0.6 * 1.2816), within(150.0));
  }

  @Test
  void theSharesComeBackAfterAllWaitsHaveTripled() {
    play(5_000, 1);
    play(1_000, 3);

    var covered = new int[2];
    for (int i = 0; i < 2_000; i++) {
      double wait = waited(3);
      for (int level = 0; level < 2; level++) {
        covered[level] += wait <= quantile(level) ? 1 : 0;
      }
      learn(wait);
    }

    assertThat(covered[0] / 2_000.0).isCloseTo(0.5, within(0.03));
    assertThat(covered[1] / 2_000.0).isCloseTo(0.9, within(0.02));
  }

  private void play(int waits, double factor) {
    for (int i = 0; i < waits; i++) {
      learn(waited(factor));
    }
  }

  /** Somebody says 300 s; the truth is so many times that, give or take. */
  private double waited(double factor) {
    return factor * 300 * Math.exp(0.6 * random.nextGaussian());
  }

  private void learn(double wait) {
    double said = View.log(300);
    calibration.learn(said, said, View.log(wait), queue, 0);
  }

  private double quantile(int level) {
    double said = View.log(300);
    return View.seconds(calibration.log(level, said, said, queue, 0));
  }
}
