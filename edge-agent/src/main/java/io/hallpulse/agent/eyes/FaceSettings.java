package io.hallpulse.agent.eyes;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * Faces, as the device's file wants them; left out there, they are off.
 *
 * @param retentionDays after which a template is deleted; 90 when left out
 * @param textVersion of the consent's text on the kiosk
 * @param filed whether the duty to file has been met, without which no more than 100,000 are kept
 * @param detector a YuNet model's file; the one that comes with the program when left out
 * @param embedder a network of ArcFace's kind; the one that comes with the program when left out
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FaceSettings(
    int retentionDays,
    @Nullable String textVersion,
    boolean filed,
    @Nullable String detector,
    @Nullable Embedder embedder) {
  private static final int USUAL_DAYS = 90;
  private static final String TEXT = "2026-2";

  /**
   * A model's file.
   *
   * @param samePerson greatest distance of two templates of one person
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Embedder(String model, double samePerson) {}

  public FaceSettings {
    if (retentionDays < 0) {
      throw new IllegalArgumentException(
          "faces.retention_days must be at least 1, got " + retentionDays);
    }
    retentionDays = retentionDays == 0 ? USUAL_DAYS : retentionDays;
    textVersion = textVersion == null ? TEXT : textVersion;
    if (embedder != null && (embedder.model() == null || !(embedder.samePerson() > 0))) {
      throw new IllegalArgumentException("faces.embedder needs model and same_person");
    }
  }
}
