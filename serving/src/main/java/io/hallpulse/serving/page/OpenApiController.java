package io.hallpulse.serving.page;

import io.hallpulse.serving.problem.ProblemResponse;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URL;

/** The description of this interface, made from the controllers at build time. */
@Controller("/openapi.yaml")
@ProblemResponse
@Tag(name = "server")
final class OpenApiController {
  private final URL description;

  OpenApiController(ResourceResolver resources) {
    this.description =
        resources
            .getResource("classpath:META-INF/swagger/openapi.yml")
            .orElseThrow(() -> new IllegalStateException("The build made no OpenAPI description"));
  }

  @Get(produces = MediaType.APPLICATION_YAML)
  @Operation(summary = "This description", description = "OpenAPI 3 as YAML.")
  StreamedFile describe() {
    return new StreamedFile(description);
  }
}
