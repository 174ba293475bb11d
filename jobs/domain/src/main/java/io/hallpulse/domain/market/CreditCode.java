package io.hallpulse.domain.market;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The unified social credit code (GB 32100-2015): 18 characters, the last a check. Example: of
 * {@code 91370213163563924N} the weighted sum is 1063, modulo 31 is 9, and 31 − 9 = 22 is N.
 */
public final class CreditCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  private CreditCode() {}

  /** As it is compared and stored: full-width characters made plain, no spaces, upper case. */
  public static String normal(String code) {
    return Texts.compact(code).toUpperCase(Locale.ROOT);
  }

  /** Whether a code in its normal form has the right length, characters and check character. */
  public static boolean isValid(String code) {
    if (code.length() != WEIGHTS.length + 1) {
      return false;
    }
    for (int i = 0; i < code.length(); i++) {
      if (ALPHABET.indexOf(code.charAt(i)) < 0) {
        return false;
      }
    }
    return code.charAt(WEIGHTS.length) == check(code);
  }

  /** The check character of the first 17 characters. */
  public static char check(String code) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += ALPHABET.indexOf(code.charAt(i)) * WEIGHTS[i];
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /** Market entities have 9 as their first character; others are offices, schools, unions. */
  public static boolean isMarketEntity(String code) {
    return code.charAt(0) == '9';
  }

  /** Texts as rules compare them. */
  static final class Texts {
    private Texts() {}

    /** In Unicode's form NFKC and without any white space. */
    static String compact(String text) {
      var normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
      var compact = new StringBuilder(normal.length());
      normal
          .codePoints()
          .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
          .forEach(compact::appendCodePoint);
      return compact.toString();
    }

    /** Whether nothing is said in it. */
    static boolean isNothing(String compact) {
      return compact.isEmpty() || compact.equalsIgnoreCase("N/A");
    }
  }
}
