package io.hallpulse.serving.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.problem.SaysWhyNot;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;

/** The description of this interface, made from the controllers at build time. */
@Controller("/openapi.yaml")
@SaysWhyNot
@Tag(name = "server")
final class OpenApiController {
  private final String description;

  OpenApiController(ResourceResolver resources) throws IOException {
    try (var made =
        resources
            .getResourceAsStream("classpath:META-INF/swagger/openapi.yml")
            .orElseThrow(
                () -> new IllegalStateException("The build made no OpenAPI description"))) {
      this.description = new String(made.readAllBytes(), UTF_8);
    }
  }

  @Get(produces = MediaType.APPLICATION_YAML)
  @Operation(summary = "This description", description = "OpenAPI 3 as YAML.")
  String describe() {
    return description;
  }
}
