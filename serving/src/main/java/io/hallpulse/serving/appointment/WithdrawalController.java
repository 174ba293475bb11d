package io.hallpulse.serving.appointment;

import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.device.VisitorKeys;
import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Consents that are taken back elsewhere than at a kiosk: by letter, by phone, at a desk. Who asks
 * is known to the manager, not to us: the number is made a token at once and kept nowhere. Every
 * hall of the district learns of it.
 */
@Controller("/api/v1/consent-withdrawals")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "appointments")
final class WithdrawalController {
  private static final Pattern ID_NUMBER = Pattern.compile("[0-9]{17}[0-9Xx]");
  private static final Set<String> KINDS = Set.of("FACE", "PHONE");

  private static final String ADD =
      """
      INSERT INTO consent_withdrawal AS w
        (district, visitor_token, kind, withdrawn, withdrawn_by)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (district, visitor_token, kind) DO UPDATE
        SET withdrawn = excluded.withdrawn, withdrawn_by = excluded.withdrawn_by
      """;

  private final DataSource database;
  private final Audit audit;
  private final Names names;
  private final VisitorKeys visitorKeys;
  private final Clock clock;

  WithdrawalController(
      DataSource database, Audit audit, Names names, VisitorKeys visitorKeys, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.names = names;
    this.visitorKeys = visitorKeys;
    this.clock = clock;
  }

  /**
   * Whose consent it is.
   *
   * @param kind FACE or PHONE
   */
  @Schema(name = "WithdrawalWanted")
  record Wanted(String district, String kind, String idNumber) {
    @Override
    public String toString() {
      return "Wanted[%s, %s]".formatted(district, kind);
    }
  }

  /** That it was taken down. */
  @Schema(name = "Withdrawal")
  record Taken(String kind, Instant withdrawnAt) {}

  @Post
  @Operation(
      summary = "A visitor takes a consent back",
      description =
          "Every hall of the district deletes what it keeps by it at its next downlink. The number"
              + " is made a pseudonym at once and not kept.",
      security = @SecurityRequirement(name = "password"))
  Taken withdraw(HttpRequest<?> request, @Body Wanted wanted) throws SQLException {
    Given.required(wanted.district(), "district");
    Given.required(wanted.kind(), "kind");
    Given.required(wanted.idNumber(), "id_number");
    if (!KINDS.contains(wanted.kind())) {
      throw new ServingException(
          Reason.UNUSABLE_WITHDRAWAL, "kind must be FACE or PHONE, got " + wanted.kind());
    }
    if (!ID_NUMBER.matcher(wanted.idNumber().strip()).matches()) {
      throw new ServingException(
          Reason.UNUSABLE_WITHDRAWAL, "id_number has 17 digits and a digit or X");
    }
    var caller = Caller.of(request);
    requireOwn(caller, wanted.district());
    var token = visitorKeys.token(wanted.district(), wanted.idNumber());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var add = connection.prepareStatement(ADD)) {
        add.setString(1, wanted.district());
        add.setString(2, token);
        add.setString(3, wanted.kind());
        add.setObject(4, now.atOffset(ZoneOffset.UTC));
        add.setString(5, caller.name());
        add.executeUpdate();
      }
      audit.add(
          connection,
          caller,
          Action.CONSENT_WITHDRAWN,
          token,
          "%s, district %s".formatted(wanted.kind(), wanted.district()));
      connection.commit();
    }
    return new Taken(wanted.kind(), now);
  }

  /** A manager of a hall or district speaks for his own district alone. */
  private void requireOwn(Caller caller, String district) {
    if (names.halls().stream().map(Hall::district).noneMatch(district::equals)) {
      throw new ServingException(
          Reason.UNUSABLE_WITHDRAWAL, "District %s has no hall".formatted(district));
    }
    var own = caller.hall() == null ? caller.district() : districtOf(caller.hall());
    if (own != null && !own.equals(district)) {
      throw new ServingException(
          Reason.NOT_ALLOWED, "%s has no say in district %s".formatted(caller.name(), district));
    }
  }

  private @Nullable String districtOf(String hallId) {
    return names.hall(hallId).map(Hall::district).orElse("of an unknown hall");
  }
}
