package io.hallpulse.serving.health;

import io.hallpulse.serving.problem.SaysWhyNot;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The server's own figures for Prometheus. */
@Controller("/metrics")
@SaysWhyNot
@Tag(name = "server")
final class MetricsController {
  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Get(produces = "text/plain; version=0.0.4; charset=utf-8")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(summary = "Metrics", description = "In the text format of Prometheus.")
  String metrics() {
    return registry.scrape();
  }
}
