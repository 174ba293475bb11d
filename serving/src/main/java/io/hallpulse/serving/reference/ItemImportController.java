package io.hallpulse.serving.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.outbox.Outbox;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.ItemFile.Rejected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Service items from a file of another system. */
@Controller("/api/v1/reference/import/items")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "reference")
final class ItemImportController {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ItemImport items;
  private final Names names;
  private final Outbox outbox;

  ItemImportController(ItemImport items, Names names, Outbox outbox) {
    this.items = items;
    this.names = names;
    this.outbox = outbox;
  }

  /**
   * What came of a file.
   *
   * @param accepted items that are new or changed
   * @param newUnits departments that were not known
   * @param repeated items that are so already
   * @param rejected what was not taken, and why
   * @param published whether all of it is in Kafka; otherwise it follows once Kafka is there
   */
  @Schema(name = "ItemsImported")
  record Imported(
      int accepted, int newUnits, int repeated, List<Rejected> rejected, boolean published) {}

  @Post
  @Consumes({MediaType.APPLICATION_JSON, "text/csv"})
  @Operation(
      summary = "Import service items",
      description =
          "JSON: departments with their items below them (department, items, sub_items with name"
              + " and a link that holds the itemCode), or a list of items (item_code, name, unit,"
              + " committed_minutes, materials). CSV: the same names in its first line, materials"
              + " with ; between them. What is wrong is told with line and column; all else is"
              + " taken. A file can be sent again.",
      security = @SecurityRequirement(name = "password"))
  @ApiResponse(responseCode = "200", description = "Kept and published")
  @ApiResponse(responseCode = "202", description = "Kept; published once Kafka is there")
  HttpResponse<Imported> take(
      HttpRequest<?> request,
      @RequestBody(
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(type = "string", description = "departments or items")),
                @Content(
                    mediaType = "text/csv",
                    schema = @Schema(type = "string", description = "one item a line"))
              })
          @Body
          byte[] body)
      throws SQLException, InterruptedException {
    var isCsv =
        request.getContentType().map(MediaType::getName).filter("text/csv"::equals).isPresent();
    var text = text(body);
    var file = isCsv ? ItemFile.ofCsv(text) : ItemFile.ofJson(text);
    var result = items.take(Caller.of(request), file);
    outbox.send();
    names.refresh();
    var published = outbox.sentWithin(PATIENCE);
    return HttpResponse.<Imported>status(published ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(
            new Imported(
                result.accepted(),
                result.newUnits(),
                result.repeated(),
                result.rejected(),
                published));
  }

  private static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ServingException(Reason.UNUSABLE_REFERENCE, "The file is not UTF-8", e);
    }
  }
}
