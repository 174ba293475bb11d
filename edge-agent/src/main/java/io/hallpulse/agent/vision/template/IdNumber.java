package io.hallpulse.agent.vision.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * What a resident's ID number says of its owner's age. The number is read, checked and dropped;
 * nothing here keeps it, and no message repeats it.
 */
public final class IdNumber {
  private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9X]");
  private static final int[] FACTORS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private IdNumber() {}

  /** The date of birth of an 18-digit number by GB 11643. */
  public static LocalDate birthDate(String number) {
    if (!FORM.matcher(number).matches()) {
      throw new IllegalArgumentException("An ID number has 17 digits and a digit or X");
    }
    int sum = 0;
    for (int i = 0; i < FACTORS.length; i++) {
      sum += (number.charAt(i) - '0') * FACTORS[i];
    }
    if (CHECKS.charAt(sum % 11) != number.charAt(17)) {
      throw new IllegalArgumentException("The ID number's check digit is wrong");
    }
    try {
      return LocalDate.of(
          Integer.parseInt(number.substring(6, 10)),
          Integer.parseInt(number.substring(10, 12)),
          Integer.parseInt(number.substring(12, 14)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("The ID number holds no date of birth", e);
    }
  }
}
