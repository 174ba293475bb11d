package io.hallpulse.serving.page;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;

/**
 * Compresses texts worth it, but never a live stream: the compressor holds events back until its
 * block is full, minutes later.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class Compression implements HttpCompressionStrategy {
  private static final int WORTH_IT = 1024;

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public boolean shouldCompress(HttpResponse response) {
    var type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
    return type != null
        && !type.startsWith(MediaType.TEXT_EVENT_STREAM)
        && MediaType.isTextBased(type)
        && response.headers().getInt(HttpHeaderNames.CONTENT_LENGTH, WORTH_IT) >= WORTH_IT;
  }

  @Override
  public int getMaxZstdEncodeSize() {
    return 1 << 20;
  }
}
