package io.hallpulse.serving.notice;

import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.TokenLimit;
import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.hallpulse.serving.reference.Reading;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A signed notice on its visitor's phone. Who knows its id holds it: 74 bits of it are random, and
 * what it says names nobody.
 */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "notices")
final class NoticeController {
  private static final String NOTICE = "notice";
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST = 200;
  private static final int LONGEST = 500;

  private final NoticePages pages;
  private final Names names;
  private final Reading reading;
  private final TokenLimit limit;

  NoticeController(NoticePages pages, Names names, Reading reading, TokenLimit limit) {
    this.pages = pages;
    this.names = names;
    this.reading = reading;
    this.limit = limit;
  }

  /**
   * A signed notice as the device tells it.
   *
   * @param contentHash of what it says, checked here
   */
  @Schema(name = "SignedNotice")
  record Signed(
      String matterId,
      @Nullable String ticketId,
      @Nullable String itemCode,
      @Nullable String itemName,
      List<String> missing,
      @Nullable List<String> materials,
      Instant issuedAt,
      String contentHash,
      Instant signedAt) {}

  /**
   * A material of the notice's item.
   *
   * @param details what of it is needed, in the reference data's words of now
   */
  @Schema(name = "NoticeMaterial")
  record Material(String name, boolean missing, @Nullable String details) {}

  /** A notice as its visitor reads it. */
  @Schema(name = "Notice")
  record Shown(
      String noticeId,
      String hallId,
      @Nullable String hallName,
      @Nullable String unitName,
      @Nullable String itemName,
      @Nullable Integer committedMinutes,
      List<Material> materials,
      Instant issuedAt,
      Instant signedAt,
      String contentHash) {}

  /** That it was kept. */
  @Schema(name = "NoticeKept")
  record Kept(String noticeId) {}

  @Put("/devices/{id}/notices/{noticeId}")
  @Operation(
      summary = "A signed notice for its visitor's phone",
      description =
          "For the device of its hall, as often as need be: what is kept never changes. Without"
              + " name and signature, which stay on the device.",
      security = @SecurityRequirement(name = "password"))
  Kept keep(HttpRequest<?> request, String id, String noticeId, @Body Signed signed)
      throws SQLException {
    var caller = Caller.of(request);
    caller.requireDevice(id);
    Given.required(signed.matterId(), "matter_id");
    Given.required(signed.missing(), "missing");
    Given.required(signed.issuedAt(), "issued_at");
    Given.required(signed.contentHash(), "content_hash");
    Given.required(signed.signedAt(), "signed_at");
    var page =
        new NoticePage(
            noticeId,
            String.valueOf(caller.hall()),
            signed.matterId(),
            signed.ticketId(),
            signed.itemCode(),
            signed.itemName(),
            checked(signed.missing(), "missing"),
            checked(signed.materials() == null ? List.of() : signed.materials(), "materials"),
            signed.issuedAt(),
            signed.contentHash(),
            signed.signedAt(),
            false);
    check(page);
    pages.keep(page);
    return new Kept(noticeId);
  }

  private static void check(NoticePage page) {
    if (!ID.matcher(page.noticeId()).matches() || !HASH.matcher(page.contentHash()).matches()) {
      throw unusable(
          "notice_id must be a UUID and content_hash 64 hex digits, got %s and %s"
              .formatted(page.noticeId(), page.contentHash()));
    }
    if (!page.hashOfContent().equals(page.contentHash())) {
      throw unusable(
          "content_hash is %s, that of what it says is %s"
              .formatted(page.contentHash(), page.hashOfContent()));
    }
    if (page.signed().isBefore(page.issued())) {
      throw unusable("signed_at %s is before issued_at".formatted(page.signed()));
    }
  }

  private static List<String> checked(List<String> texts, String field) {
    if (texts.size() > MOST || texts.stream().anyMatch(text -> text.length() > LONGEST)) {
      throw unusable(
          "%s has at most %d texts of at most %d characters".formatted(field, MOST, LONGEST));
    }
    return texts;
  }

  @Get("/notices/{noticeId}")
  @Operation(
      summary = "A signed notice",
      description = "For whoever knows its id, without a login.")
  Shown one(HttpRequest<?> request, String noticeId) throws SQLException {
    return shown(find(request, noticeId));
  }

  @Post("/notices/{noticeId}/viewed")
  @Operation(
      summary = "A notice's visitor has opened it",
      description = "Said by the page, kept the first time as the event NOTICE_VIEWED.")
  Kept viewed(HttpRequest<?> request, String noticeId) throws SQLException {
    var page = find(request, noticeId);
    if (!page.isViewed()) {
      var district =
          names
              .hall(page.hallId())
              .map(Hall::district)
              .orElseThrow(
                  () ->
                      new ServingException(
                          Reason.UNKNOWN_HALL, "Hall %s is unknown".formatted(page.hallId())));
      pages.view(page, district);
    }
    return new Kept(noticeId);
  }

  private NoticePage find(HttpRequest<?> request, String noticeId) throws SQLException {
    var caller = Caller.of(request);
    limit.take(caller, NOTICE);
    var page =
        pages
            .find(noticeId)
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_NOTICE, "Notice %s is unknown".formatted(noticeId)));
    limit.giveBack(caller, NOTICE);
    return page;
  }

  private Shown shown(NoticePage page) throws SQLException {
    var code = page.itemCode();
    var item = code == null ? null : reading.item(code).orElse(null);
    var details = item == null ? null : item.materialDetails();
    var all = new LinkedHashSet<>(page.materials());
    all.addAll(page.missing());
    var materials =
        all.stream()
            .map(
                name ->
                    new Material(
                        name,
                        page.missing().contains(name),
                        details == null ? null : details.get(name)))
            .toList();
    return new Shown(
        page.noticeId(),
        page.hallId(),
        names.hall(page.hallId()).map(Hall::name).orElse(null),
        item == null ? null : names.unit(item.unitId()).orElse(null),
        page.itemName(),
        item == null ? null : item.committedMinutes(),
        materials,
        page.issued(),
        page.signed(),
        page.contentHash());
  }

  private static ServingException unusable(String what) {
    return new ServingException(Reason.UNUSABLE_NOTICE, what);
  }
}
