package io.hallpulse.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoder over bytes that nobody has checked: a length or a count greater than the
 * whole message is refused before memory is taken for it. Avro itself limits lengths only by system
 * properties that hold for the whole process, and by default to 2 GiB.
 */
final class BoundedDecoder extends Decoder {
  private final BinaryDecoder in;
  private final int size;
  private byte[] text = new byte[64];

  BoundedDecoder(byte[] bytes, int start) {
    this.size = bytes.length - start;
    this.in = DecoderFactory.get().binaryDecoder(bytes, start, size, null);
  }

  boolean isEnd() throws IOException {
    return in.isEnd();
  }

  @Override
  public String readString() throws IOException {
    int length = within(in.readLong());
    if (length > text.length) {
      text = new byte[Math.min(size, Math.max(length, 2 * text.length))];
    }
    in.readFixed(text, 0, length);
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    var bytes = new byte[within(in.readLong())];
    in.readFixed(bytes);
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public long readArrayStart() throws IOException {
    return within(in.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return within(in.arrayNext());
  }

  @Override
  public long readMapStart() throws IOException {
    return within(in.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return within(in.mapNext());
  }

  private int within(long length) {
    if (length < 0 || length > size) {
      throw new AvroRuntimeException("length %d in a message of %d bytes".formatted(length, size));
    }
    return (int) length;
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipString() throws IOException {
    in.skipString();
  }

  @Override
  public void skipBytes() throws IOException {
    in.skipBytes();
  }

  @Override
  public void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  @Override
  public long skipArray() throws IOException {
    return within(in.skipArray());
  }

  @Override
  public long skipMap() throws IOException {
    return within(in.skipMap());
  }
}
