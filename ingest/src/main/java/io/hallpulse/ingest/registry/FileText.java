package io.hallpulse.ingest.registry;

import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A file's text, in UTF-8 or, where that does not fit, in GB 18030; and what tells its content. */
final class FileText {
  private static final Charset GB = Charset.forName("GB18030");
  private static final int BOM = 0xFEFF;

  private FileText() {}

  /** Bytes that are text in neither are an error when they are reached. */
  static Reader reader(Path file) throws IOException {
    var charset = isUtf8(file) ? StandardCharsets.UTF_8 : GB;
    var reader = Files.newBufferedReader(file, charset);
    reader.mark(1);
    if (reader.read() != BOM) {
      reader.reset();
    }
    return reader;
  }

  private static boolean isUtf8(Path file) throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var chars = new char[1 << 16];
    try (var text = new InputStreamReader(Files.newInputStream(file), decoder)) {
      while (text.read(chars) >= 0) {
        // Only whether it can be read matters.
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** A number above 0 that is another for other content. */
  static long epoch(Path file) {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return ByteBuffer.wrap(in.getMessageDigest().digest()).getLong() & Long.MAX_VALUE | 1;
    } catch (IOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
