package io.hallpulse.agent.vision;

import io.hallpulse.agent.vision.camera.PictureFormat;
import io.hallpulse.agent.vision.camera.Source;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A camera and what it watches, as a person writes it in the file of cameras (JSON). */
public record CameraSettings(
    String cameraId, Source source, PictureFormat format, List<Seat> seats, List<Area> areas) {
  /** Where a clerk sits. */
  public record Seat(String counterId, Zone zone) {}

  /** Where people wait. */
  public record Area(String areaId, Zone zone) {}

  private static final Set<String> CAMERA_FIELDS =
      Set.of("camera_id", "source", "width", "height", "frames_per_second", "seats", "areas");

  public CameraSettings {
    seats = List.copyOf(seats);
    areas = List.copyOf(areas);
  }

  /**
   * The cameras of a file; a mistake in it is named.
   *
   * @param json {@code {"cameras": [{"camera_id", "source", "seats": [{"counter_id", "zone": [x, y,
   *     width, height]}], …}]}}
   */
  public static List<CameraSettings> read(String json) {
    var file = new JsonObject(json);
    onlyKnown(file, Set.of("cameras"), "the file of cameras");
    var cameras = new ArrayList<CameraSettings>();
    var ids = new HashSet<String>();
    for (var each : objects(file.getJsonArray("cameras"), "cameras")) {
      var camera = camera(each);
      if (!ids.add(camera.cameraId())) {
        throw new IllegalArgumentException("Two cameras are called " + camera.cameraId());
      }
      cameras.add(camera);
    }
    onlyOnce(cameras);
    return List.copyOf(cameras);
  }

  /** Which camera shows a counter, for live video. */
  public static Map<String, String> cameraOfCounter(List<CameraSettings> cameras) {
    var map = new HashMap<String, String>();
    for (var camera : cameras) {
      camera.seats().forEach(seat -> map.put(seat.counterId(), camera.cameraId()));
    }
    return Map.copyOf(map);
  }

  private static CameraSettings camera(JsonObject json) {
    var id = text(json, "camera_id", "a camera");
    var where = "camera " + id;
    onlyKnown(json, CAMERA_FIELDS, where);
    var format =
        new PictureFormat(
            json.getInteger("width", 640),
            json.getInteger("height", 480),
            json.getDouble("frames_per_second", 8.0));
    return new CameraSettings(
        id,
        new Source(text(json, "source", where)),
        format,
        zones(json, "seats", "counter_id", where, Seat::new),
        zones(json, "areas", "area_id", where, Area::new));
  }

  private interface Zoned<T> {
    T of(String id, Zone zone);
  }

  private static <T> List<T> zones(
      JsonObject camera, String list, String idField, String where, Zoned<T> make) {
    var zones = new ArrayList<T>();
    for (var json : objects(camera.getJsonArray(list), where + ", " + list)) {
      var id = text(json, idField, where + ", " + list);
      onlyKnown(json, Set.of(idField, "zone"), where + ", " + id);
      zones.add(make.of(id, zone(json.getJsonArray("zone"), where + ", " + id)));
    }
    return zones;
  }

  private static Zone zone(@Nullable JsonArray numbers, String where) {
    if (numbers == null) {
      return Zone.ALL;
    }
    if (numbers.size() != 4) {
      throw new IllegalArgumentException(
          "The zone of %s must be [x, y, width, height], got %s".formatted(where, numbers));
    }
    return new Zone(
        numbers.getDouble(0), numbers.getDouble(1), numbers.getDouble(2), numbers.getDouble(3));
  }

  /** A counter that two cameras watch would be told twice and differently. */
  private static void onlyOnce(List<CameraSettings> cameras) {
    var counts =
        cameras.stream()
            .flatMap(camera -> camera.seats().stream())
            .map(Seat::counterId)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    counts.forEach(
        (counter, count) -> {
          if (count > 1) {
            throw new IllegalArgumentException(
                "Counter %s is watched %d times".formatted(counter, count));
          }
        });
  }

  private static List<JsonObject> objects(@Nullable JsonArray array, String where) {
    var objects = new ArrayList<JsonObject>();
    for (var each : array == null ? new JsonArray() : array) {
      if (!(each instanceof JsonObject object)) {
        throw new IllegalArgumentException("In %s stands no object: %s".formatted(where, each));
      }
      objects.add(object);
    }
    return objects;
  }

  private static String text(JsonObject json, String field, String where) {
    var text = json.getString(field);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("%s has no %s: %s".formatted(where, field, json));
    }
    return text;
  }

  private static void onlyKnown(JsonObject json, Set<String> known, String where) {
    for (var field : json.fieldNames()) {
      if (!known.contains(field)) {
        throw new IllegalArgumentException("In %s, %s is unknown".formatted(where, field));
      }
    }
  }
}
