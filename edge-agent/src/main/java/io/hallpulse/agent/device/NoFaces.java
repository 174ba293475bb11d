package io.hallpulse.agent.device;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No faces: nobody is known by one, and everything else goes on.
 *
 * @param problem why, if the settings want them
 */
public record NoFaces(@Nullable String problem) implements Faces {
  @Override
  public boolean isReady() {
    return false;
  }

  @Override
  public Look look(@Nullable String word, byte[] image) {
    throw none();
  }

  @Override
  public Optional<String> whoIs(String word) {
    return Optional.empty();
  }

  @Override
  public void agree(
      String visitorToken,
      LocalDate born,
      @Nullable String guardianToken,
      String channel,
      LocalDate today) {
    throw none();
  }

  @Override
  public void enrol(String visitorToken, String word) {
    throw none();
  }

  @Override
  public boolean forget(String visitorToken) {
    return false;
  }

  @Override
  public boolean knows(String visitorToken) {
    return false;
  }

  @Override
  public State state() {
    return new State(false, 0, 0, "NONE", problem);
  }

  private static IllegalStateException none() {
    return new IllegalStateException("This device knows no faces");
  }
}
