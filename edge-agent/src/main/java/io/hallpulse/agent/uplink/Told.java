package io.hallpulse.agent.uplink;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.Withdrawal;
import io.hallpulse.schemas.event.EventJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What serving tells a hall's device.
 *
 * @param time serving's, ISO-8601
 * @param epoch newest that was granted to the device
 * @param withdrawn consents that visitors took back elsewhere
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true) // serving may be newer
public record Told(
    String time,
    long epoch,
    List<Version> reference,
    @Nullable List<Agreed> appointments,
    @Nullable List<Withdrawn> withdrawn) {

  /** A version of a reference datum; the value as JSON. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Version(String type, String id, String effectiveFrom, long version, String value) {
    Directory.Version here() {
      return new Directory.Version(type, id, effectiveFrom, version, value);
    }
  }

  /** An appointment. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Agreed(
      String appointmentId,
      String code,
      @Nullable String visitorToken,
      String itemCode,
      String time) {
    Directory.Appointment here() {
      return new Directory.Appointment(appointmentId, code, visitorToken, itemCode, time);
    }
  }

  /** A consent of that kind that counts no longer if it was given before. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Withdrawn(String visitorToken, String kind, String withdrawnAt) {
    Withdrawal here() {
      return new Withdrawal(visitorToken, kind, EventJson.micros(Instant.parse(withdrawnAt)));
    }
  }

  public List<Withdrawal> withdrawals() {
    return withdrawn == null ? List.of() : withdrawn.stream().map(Withdrawn::here).toList();
  }

  public List<Directory.Version> versions() {
    return reference.stream().map(Version::here).toList();
  }

  public List<Directory.Appointment> agreed() {
    return appointments == null ? List.of() : appointments.stream().map(Agreed::here).toList();
  }
}
