package io.hallpulse.serving;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.runtime.Micronaut;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Starts the server of the screens; its settings come from the environment, HALLPULSE_*. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "HallPulse",
            version = "1",
            description =
                "Live state, history and reference data of government-service halls. Field names"
                    + " are snake_case, times ISO-8601 in UTC, errors problem details of RFC 9457."))
@SecurityScheme(name = "password", type = SecuritySchemeType.HTTP, scheme = "basic")
@Factory
public class Serving {
  public static void main(String[] args) {
    Micronaut.build(args).mainClass(Serving.class).banner(false).start();
  }

  @Bean
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
