package io.hallpulse.ingest;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How fast recorded or simulated time passes: N times the real one, or as fast as possible. */
public record Speed(double factor) {
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  public Speed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("Speed must be positive, got " + factor);
    }
  }

  public boolean isMax() {
    return Double.isInfinite(factor);
  }

  @Override
  public String toString() {
    return isMax() ? "max" : Double.toString(factor);
  }

  /** Reads {@code max} or a positive number from the command line. */
  public static final class Converter implements ITypeConverter<Speed> {
    @Override
    public Speed convert(String text) {
      if (text.equals("max")) {
        return MAX;
      }
      try {
        return new Speed(Double.parseDouble(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("must be max or a positive number, got " + text);
      }
    }
  }
}
