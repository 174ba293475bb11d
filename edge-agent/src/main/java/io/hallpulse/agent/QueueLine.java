package io.hallpulse.agent;

import io.hallpulse.agent.tls.Tls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The way to the agent that has the role queue, over TLS if its address says so. */
record QueueLine(HttpClient client, URI address) {
  /** Each page holds a stream open, and calls must not wait behind them. */
  private static final int MOST_CONNECTIONS = 200;

  private static final int CONNECT_MILLIS = 3_000;

  static QueueLine open(Vertx vertx, URI address, @Nullable Tls tls) {
    var options = new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS);
    return new QueueLine(
        vertx.createHttpClient(
            tls == null ? options : tls.client(options),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS)),
        address);
  }

  RequestOptions to(HttpMethod method, String uri) {
    boolean isSecret = address.getScheme().equals("https");
    int usual = isSecret ? 443 : 80;
    return new RequestOptions()
        .setMethod(method)
        .setSsl(isSecret)
        .setHost(address.getHost())
        .setPort(address.getPort() < 0 ? usual : address.getPort())
        .setURI(uri);
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
