package io.hallpulse.agent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.schemas.access.PasswordHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may call: devices of the hall by tokens, clerks by PINs. Both are kept as hashes, in files
 * that only the agent reads.
 */
public final class Access {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> ROLES =
      Set.of("kiosk", "desk", "screen", "board", "camera", "admin");
  private static final int WRONG_PINS = 5;
  private static final long LOCKED = TimeUnit.MINUTES.toNanos(1);

  private final Path devicesFile;
  private final Path pinsFile;
  private final Map<String, Device> devices;
  private final Map<String, String> pins;
  private final Map<String, Wrong> wrong = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanos;

  /**
   * A device of the hall.
   *
   * @param counterId to which a desk or screen is bound, else null
   * @param tokenHash SHA-256, hex
   */
  record Device(String name, String role, @Nullable String counterId, String tokenHash) {
    String path() {
      return "/api/v1/" + role + (counterId == null ? "" : "/" + counterId);
    }

    byte[] sharedKey() {
      return tokenHash.getBytes(UTF_8);
    }
  }

  private record Wrong(int times, long until) {}

  public Access(Path folder, LongSupplier nanos) throws IOException {
    this.nanos = nanos;
    devicesFile = folder.resolve("devices.json");
    pinsFile = folder.resolve("pins.json");
    devices = new ConcurrentHashMap<>();
    read(devicesFile, new TypeReference<List<Device>>() {})
        .orElse(List.of())
        .forEach(device -> devices.put(device.name(), device));
    pins =
        new ConcurrentHashMap<>(
            read(pinsFile, new TypeReference<Map<String, String>>() {}).orElse(Map.of()));
  }

  private static <T> Optional<T> read(Path file, TypeReference<T> type) throws IOException {
    return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), type)) : Optional.empty();
  }

  private static void write(Path file, Object value) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, JSON.writeValueAsBytes(value));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A new token for a device; one of that name before no longer counts. */
  public synchronized String admit(String name, String role, @Nullable String counterId)
      throws IOException {
    var bytes = new byte[24];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    admit(name, role, counterId, token);
    return token;
  }

  /** Lets a device in by a token that is given. */
  public synchronized void admit(String name, String role, @Nullable String counterId, String token)
      throws IOException {
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw Refused.unusable("name has 1 to 63 characters of a-z, 0-9, dot and lines");
    }
    if (!ROLES.contains(role)) {
      throw Refused.unusable("role must be one of %s, got %s".formatted(ROLES, role));
    }
    boolean bound = role.equals("desk") || role.equals("screen");
    if (bound != (counterId != null)) {
      throw Refused.unusable("desks and screens, and no others, need a counter_id");
    }
    devices.put(name, new Device(name, role, counterId, hash(token)));
    write(devicesFile, List.copyOf(devices.values()));
  }

  synchronized boolean dismiss(String name) throws IOException {
    if (devices.remove(name) == null) {
      return false;
    }
    write(devicesFile, List.copyOf(devices.values()));
    return true;
  }

  List<Device> devices() {
    return devices.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  Optional<Device> device(@Nullable String token) {
    if (token == null) {
      return Optional.empty();
    }
    var hash = hash(token).getBytes(UTF_8);
    return devices.values().stream()
        .filter(device -> MessageDigest.isEqual(device.tokenHash().getBytes(UTF_8), hash))
        .findFirst();
  }

  /** Sets a clerk's PIN; slow on purpose. */
  public synchronized void setPin(String staffId, String pin) throws IOException {
    if (!pin.matches("[0-9]{4,12}")) {
      throw Refused.unusable("pin must have 4 to 12 digits");
    }
    pins.put(staffId, PasswordHash.of(pin, random));
    write(pinsFile, Map.copyOf(pins));
  }

  /** Whether a clerk's PIN is right; slow on purpose, and closed for a minute after five wrong. */
  synchronized void requirePin(String staffId, String pin) {
    var before = wrong.get(staffId);
    if (before != null && before.times() >= WRONG_PINS && nanos.getAsLong() < before.until()) {
      throw new Refused(Refused.Reason.TOO_MANY, "Too many wrong PINs; wait a minute");
    }
    var known = pins.get(staffId);
    if (known == null || !PasswordHash.matches(pin, known)) {
      wrong.put(
          staffId, new Wrong(before == null ? 1 : before.times() + 1, nanos.getAsLong() + LOCKED));
      throw new Refused(Refused.Reason.WRONG_PIN, "Staff or PIN are wrong");
    }
    wrong.remove(staffId);
  }

  /** What both ends know who hold a token or its hash; for links to a device's own video. */
  public static byte[] sharedKey(String token) {
    return hash(token).getBytes(UTF_8);
  }

  /** The token is random, so that a plain hash is as good as a slow one. */
  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
