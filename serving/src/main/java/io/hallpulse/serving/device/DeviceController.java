package io.hallpulse.serving.device;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Enrolment of the agents in the halls. */
@Controller("/api/v1/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "devices")
final class DeviceController {
  private static final String ID = "[a-z0-9][a-z0-9._-]{1,62}";

  private final Devices devices;
  private final Names names;
  private final HallDownlink downlink;
  private final Runs runs;
  private final VideoAgents video;
  private final FaceCounts faces;
  private final Clock clock;

  DeviceController(
      Devices devices,
      Names names,
      HallDownlink downlink,
      Runs runs,
      VideoAgents video,
      FaceCounts faces,
      Clock clock) {
    this.devices = devices;
    this.names = names;
    this.downlink = downlink;
    this.runs = runs;
    this.video = video;
    this.faces = faces;
    this.clock = clock;
  }

  /** A device to enrol, or to enrol again. */
  record Wanted(String deviceId, String hallId) {}

  @Get
  @Operation(summary = "All devices", security = @SecurityRequirement(name = "password"))
  List<DeviceRow> all() throws SQLException {
    return devices.all();
  }

  @Post
  @Operation(
      summary = "Enrol a device",
      description =
          "Of a hall, with credentials and a key that are shown this once. Enrolling it again"
              + " gives it new ones and the next epoch. What is left of the older epoch may still"
              + " come under its old key, until the epoch is closed.",
      security = @SecurityRequirement(name = "password"))
  Enrolment enrol(HttpRequest<?> request, @Body Wanted wanted)
      throws SQLException, InterruptedException {
    Given.required(wanted.deviceId(), "device_id");
    Given.required(wanted.hallId(), "hall_id");
    if (!wanted.deviceId().matches(ID)) {
      throw new ServingException(
          Reason.UNUSABLE_DEVICE,
          "device_id has 2 to 63 characters of a-z, 0-9, dot, line and underscore, got "
              + wanted.deviceId());
    }
    var hall =
        names
            .hall(wanted.hallId())
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNUSABLE_DEVICE,
                        "Hall %s is not in the reference data".formatted(wanted.hallId())));
    return devices.enrol(Caller.of(request), wanted.deviceId(), hall);
  }

  @Delete("/{id}")
  @Operation(
      summary = "Revoke a device",
      description = "It can no longer come in, and all of its epochs are closed.",
      security = @SecurityRequirement(name = "password"))
  DeviceRow revoke(HttpRequest<?> request, String id) throws SQLException, InterruptedException {
    return devices.revoke(Caller.of(request), id).orElseThrow(() -> unknown(id));
  }

  @Post("/{id}/epoch")
  @Operation(
      summary = "Next epoch",
      description =
          "For the device itself, when it begins a new spool; the epoch before may drain.",
      security = @SecurityRequirement(name = "password"))
  DeviceRow nextEpoch(HttpRequest<?> request, String id) throws SQLException, InterruptedException {
    var caller = Caller.of(request);
    caller.requireDevice(id);
    return devices.nextEpoch(caller, id).orElseThrow(() -> unknown(id));
  }

  @Get("/{id}/epochs")
  @Operation(
      summary = "Epochs of a device",
      description = "Which may be written, which may drain, which are closed.",
      security = @SecurityRequirement(name = "password"))
  List<EpochRow> epochs(String id) throws SQLException {
    var epochs = devices.epochs(id);
    if (epochs.isEmpty()) {
      throw unknown(id);
    }
    return epochs;
  }

  @Delete("/{id}/epochs/{epoch}")
  @Operation(
      summary = "Close an epoch",
      description = "Nothing more of it is let in, for ever; the device goes on with another.",
      security = @SecurityRequirement(name = "password"))
  List<EpochRow> closeEpoch(HttpRequest<?> request, String id, long epoch)
      throws SQLException, InterruptedException {
    if (devices.close(Caller.of(request), id, epoch).isEmpty()) {
      throw new ServingException(
          Reason.UNKNOWN_DEVICE, "There is no epoch %d of a device %s".formatted(epoch, id));
    }
    return devices.epochs(id);
  }

  @Get("/{id}/downlink{?instance,video,faces}")
  @Operation(
      summary = "What a device must know",
      description =
          "For the device itself: its hall's reference data (clerks by id alone) and appointments,"
              + " consents that were taken back, serving's time, its newest epoch. 409 once a later"
              + " run of its program has asked. With `video` it says where serving finds its"
              + " cameras' live video, with `faces` how many faces it keeps.",
      security = @SecurityRequirement(name = "password"))
  HallDownlink.Told downlink(
      HttpRequest<?> request,
      String id,
      @Parameter(description = "drawn anew by each run of the device's program")
          @QueryValue
          @Nullable
          String instance,
      @Parameter(description = "http://HOST:PORT of its live video, if it has cameras")
          @QueryValue
          @Nullable
          String video,
      @Parameter(description = "how many faces it keeps, if it keeps any kind of them")
          @QueryValue
          @Nullable
          Integer faces)
      throws SQLException {
    var device = own(request, id);
    if (instance != null && !runs.isNewest(id, instance)) {
      throw new ServingException(
          Reason.REPLACED, "A later run of device %s has taken this one's place".formatted(id));
    }
    var hall = names.hall(device.hallId()).orElseThrow(() -> unknown(id));
    var now = clock.instant();
    if (video != null) {
      this.video.tell(hall.hallId(), id, video, now);
    }
    if (faces != null) {
      this.faces.tell(id, faces, now);
    }
    return new HallDownlink.Told(
        now,
        id,
        hall.hallId(),
        hall.district(),
        device.epoch(),
        downlink.reference(hall, now),
        downlink.appointments(hall.hallId(), now),
        downlink.withdrawn(hall.district(), now));
  }

  private DeviceRow own(HttpRequest<?> request, String id) throws SQLException {
    var caller = Caller.of(request);
    caller.requireDevice(id);
    return devices.one(id).orElseThrow(() -> unknown(id));
  }

  private static ServingException unknown(String id) {
    return new ServingException(Reason.UNKNOWN_DEVICE, "There is no device %s".formatted(id));
  }
}
