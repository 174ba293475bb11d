package io.hallpulse.schemas.grant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Parsed;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A look at a counter's live video that serving allows: it signs the link with the key of the
 * agent's enrolment, and the agent checks it without asking anybody. It ends by itself.
 *
 * @param viewer the account that looks; the agent's log names it
 * @param clear whether people are to be seen as they are; blurred otherwise
 */
public record VideoLink(String counterId, String viewer, boolean clear, Instant expires) {
  private static final byte[] PURPOSE = "hallpulse video 1".getBytes(UTF_8);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /** What stands behind the question mark. */
  public String query(byte[] key) {
    return "viewer=%s&clear=%d&expires=%d&signature=%s"
        .formatted(
            URLEncoder.encode(viewer, UTF_8),
            clear ? 1 : 0,
            expires.getEpochSecond(),
            Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key)));
  }

  /**
   * The link, if it was signed with this key and has not ended.
   *
   * @param parameters of the link's query, by name
   */
  public static Parsed<VideoLink> read(
      String counterId, Function<String, @Nullable String> parameters, byte[] key, Instant now) {
    var viewer = parameters.apply("viewer");
    var clear = parameters.apply("clear");
    var expires = parameters.apply("expires");
    var signature = parameters.apply("signature");
    if (viewer == null || clear == null || expires == null || signature == null) {
      return new Parsed.Rejected<>("a link to video has viewer, clear, expires and signature");
    }
    if (!SECONDS.matcher(expires).matches() || !(clear.equals("0") || clear.equals("1"))) {
      return new Parsed.Rejected<>("the link's numbers cannot be read");
    }
    var link =
        new VideoLink(
            counterId, viewer, clear.equals("1"), Instant.ofEpochSecond(Long.parseLong(expires)));
    var made = Base64.getUrlEncoder().withoutPadding().encodeToString(link.hmac(key));
    if (!MessageDigest.isEqual(made.getBytes(UTF_8), signature.getBytes(UTF_8))) {
      return new Parsed.Rejected<>("the link's signature is wrong");
    }
    return now.isBefore(link.expires)
        ? new Parsed.Accepted<>(link)
        : new Parsed.Rejected<>("the link ended at " + link.expires);
  }

  private byte[] hmac(byte[] key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(PURPOSE);
      // Lengths stand before what varies, so that no two links give the same bytes.
      for (var text : new String[] {counterId, viewer}) {
        var bytes = text.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      mac.update((byte) (clear ? 1 : 0));
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(expires.getEpochSecond()).flip());
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A link to video cannot be signed", e);
    }
  }
}
