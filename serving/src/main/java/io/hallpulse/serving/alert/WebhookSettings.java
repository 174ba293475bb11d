package io.hallpulse.serving.alert;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import java.net.URI;

/**
 * Who else is told of alarms; without an address nobody.
 *
 * @param url HALLPULSE_WEBHOOK_URL: takes a POST for each step of an alarm
 * @param secret HALLPULSE_WEBHOOK_SECRET: signs what is sent
 */
@Context
record WebhookSettings(
    @Value("${hallpulse.webhook.url:}") String url,
    @Value("${hallpulse.webhook.secret:}") String secret) {
  private static final int SHORTEST_SECRET = 16;

  WebhookSettings {
    if (!url.isEmpty()) {
      var scheme = URI.create(url).getScheme();
      if (!"https".equals(scheme) && !"http".equals(scheme)) {
        throw new IllegalArgumentException(
            "HALLPULSE_WEBHOOK_URL must begin with https:// or http://, got " + url);
      }
      if (secret.length() < SHORTEST_SECRET) {
        throw new IllegalArgumentException(
            "HALLPULSE_WEBHOOK_SECRET must have %d characters or more, got %d"
                .formatted(SHORTEST_SECRET, secret.length()));
      }
    }
  }

  boolean isSet() {
    return !url.isEmpty();
  }

  @Override
  public String toString() {
    return "WebhookSettings[url=%s]".formatted(url);
  }
}
