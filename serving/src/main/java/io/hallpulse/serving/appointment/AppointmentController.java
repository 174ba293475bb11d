package io.hallpulse.serving.appointment;

import io.hallpulse.serving.access.BookingLimit;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.TokenLimit;
import io.hallpulse.serving.appointment.Offers.Offer;
import io.hallpulse.serving.device.VisitorKeys;
import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
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
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Appointments by phone, without an account: whoever has the token of one sees and cancels it. An
 * identity number, which nobody must give, is made a token at once and kept nowhere.
 */
@Controller("/api/v1/appointments")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "appointments")
final class AppointmentController {
  private static final String APPOINTMENT = "appointment";
  private static final String KIOSK_CODE = "HP1:A:";
  private static final Pattern ID_NUMBER = Pattern.compile("[0-9]{17}[0-9Xx]");

  private final Offers offers;
  private final Slots slots;
  private final AppointmentBook book;
  private final BookingSettings settings;
  private final VisitorKeys visitorKeys;
  private final BookingLimit bookings;
  private final TokenLimit tokens;
  private final Clock clock;

  AppointmentController(
      Offers offers,
      Slots slots,
      AppointmentBook book,
      BookingSettings settings,
      VisitorKeys visitorKeys,
      BookingLimit bookings,
      TokenLimit tokens,
      Clock clock) {
    this.offers = offers;
    this.slots = slots;
    this.book = book;
    this.settings = settings;
    this.visitorKeys = visitorKeys;
    this.bookings = bookings;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * An item that may be agreed on.
   *
   * @param timeZone in which its hall tells hours, wherever the phone is
   */
  @Schema(name = "AppointmentOffer")
  record Offered(
      String hallId,
      String hallName,
      String timeZone,
      String unitId,
      String unitName,
      String itemCode,
      String itemName,
      @Nullable Integer committedMinutes,
      List<String> materials) {
    static Offered of(Offer offer) {
      return new Offered(
          offer.hallId(),
          offer.hallName(),
          offer.timeZone(),
          offer.unitId(),
          offer.unitName(),
          offer.itemCode(),
          offer.itemName(),
          offer.committedMinutes(),
          offer.materials());
    }
  }

  /** When one may come, and how many places are left then. */
  @Schema(name = "AppointmentSlot")
  record Slot(Instant time, Instant until, int free) {}

  /**
   * What is wanted.
   *
   * @param time of a slot
   * @param idNumber if the visitor wants to be found by card or face, too
   */
  @Schema(name = "AppointmentWanted")
  record Wanted(String hallId, String itemCode, Instant time, @Nullable String idNumber) {
    @Override
    public String toString() {
      return "Wanted[%s, %s, %s]".formatted(hallId, itemCode, time);
    }
  }

  /**
   * An appointment as its visitor sees it.
   *
   * @param state OPEN, CANCELLED or PAST
   * @param code to read out or type
   * @param kioskCode what the QR code for the kiosk holds
   * @param knownByCard whether a card or face finds it, too
   */
  @Schema(name = "Appointment")
  record Shown(
      String appointmentId,
      String hallId,
      @Nullable String hallName,
      String timeZone,
      @Nullable String unitName,
      String itemCode,
      @Nullable String itemName,
      List<String> materials,
      Instant time,
      Instant until,
      String state,
      String code,
      String kioskCode,
      boolean knownByCard) {}

  /** A new one, with the token of its page, shown this once. */
  @Schema(name = "AppointmentMade")
  record Made(String token, Shown appointment) {}

  @Get("/offers")
  @Operation(
      summary = "What may be agreed on where",
      description = "The items of halls whose devices learn of appointments.")
  List<Offered> offers() throws SQLException {
    return offers.all().stream().map(Offered::of).toList();
  }

  @Get("/slots{?hall,item}")
  @Operation(summary = "When one may come", description = "With the places that are left.")
  List<Slot> slots(@QueryValue String hall, @QueryValue String item) throws SQLException {
    var offer = offer(hall, item);
    var now = clock.instant();
    var next = slots.next(offer.district(), now);
    var taken = book.taken(offer, now.minus(settings.slot()));
    return next.stream()
        .map(
            time ->
                new Slot(
                    time,
                    time.plus(settings.slot()),
                    Math.max(0, Slots.places(offer) - taken.getOrDefault(time, 0))))
        .toList();
  }

  @Post
  @Operation(
      summary = "Agree on a visit",
      description =
          "Without a login. `id_number` is optional: with it the hall's kiosk finds the appointment"
              + " by card or face, too; it is made a pseudonym at once and not kept.")
  Made make(HttpRequest<?> request, @Body Wanted wanted) throws SQLException {
    Given.required(wanted.hallId(), "hall_id");
    Given.required(wanted.itemCode(), "item_code");
    Given.required(wanted.time(), "time");
    var caller = Caller.of(request);
    bookings.take(caller);
    var offer = offer(wanted.hallId(), wanted.itemCode());
    if (!slots.next(offer.district(), clock.instant()).contains(wanted.time())) {
      throw new ServingException(
          Reason.UNUSABLE_APPOINTMENT, "There is no slot at " + wanted.time());
    }
    var made = book.make(caller, offer, wanted.time(), visitorToken(offer, wanted.idNumber()));
    return new Made(made.token(), shown(made.appointment()));
  }

  private @Nullable String visitorToken(Offer offer, @Nullable String idNumber) {
    if (idNumber == null || idNumber.isBlank()) {
      return null;
    }
    if (!ID_NUMBER.matcher(idNumber.strip()).matches()) {
      throw new ServingException(
          Reason.UNUSABLE_APPOINTMENT, "id_number has 17 digits and a digit or X");
    }
    return visitorKeys.token(offer.district(), idNumber);
  }

  @Get("/{token}")
  @Operation(summary = "One appointment", description = "For whoever has its token.")
  Shown one(HttpRequest<?> request, String token) throws SQLException {
    var caller = Caller.of(request);
    tokens.take(caller, APPOINTMENT);
    var found = book.find(token).orElseThrow(AppointmentController::unknown);
    tokens.giveBack(caller, APPOINTMENT);
    return shown(found);
  }

  @Delete("/{token}")
  @Operation(
      summary = "Cancel an appointment",
      description = "For whoever has its token. The hall learns of it within its next downlink.")
  Shown cancel(HttpRequest<?> request, String token) throws SQLException {
    var caller = Caller.of(request);
    tokens.take(caller, APPOINTMENT);
    var cancelled = book.cancel(caller, token).orElseThrow(AppointmentController::unknown);
    tokens.giveBack(caller, APPOINTMENT);
    return shown(cancelled);
  }

  private Shown shown(Appointment found) throws SQLException {
    var offer = offers.of(found.hallId(), found.itemCode());
    var until = found.time().plus(settings.slot());
    return new Shown(
        found.appointmentId(),
        found.hallId(),
        offer.map(Offer::hallName).orElse(null),
        offer.map(Offer::timeZone).orElse("Asia/Shanghai"),
        offer.map(Offer::unitName).orElse(null),
        found.itemCode(),
        offer.map(Offer::itemName).orElse(null),
        offer.map(Offer::materials).orElse(List.of()),
        found.time(),
        until,
        found.isCancelled() ? "CANCELLED" : until.isAfter(clock.instant()) ? "OPEN" : "PAST",
        found.code(),
        KIOSK_CODE + found.code(),
        found.isKnownByCard());
  }

  private Offer offer(String hallId, String itemCode) throws SQLException {
    return offers
        .of(hallId, itemCode)
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.UNUSABLE_APPOINTMENT,
                    "Hall %s takes no appointments for item %s".formatted(hallId, itemCode)));
  }

  private static ServingException unknown() {
    return new ServingException(Reason.UNKNOWN_APPOINTMENT, "No appointment has this token");
  }
}
