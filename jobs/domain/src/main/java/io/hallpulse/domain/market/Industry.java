package io.hallpulse.domain.market;

import io.hallpulse.domain.market.CreditCode.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Section and division of an industry (GB/T 4754-2017).
 *
 * @param section A to T as 0 to 19, {@link #NO_SECTION} if it is not known
 * @param division two digits as a number, 0 if it is not known
 */
public record Industry(int section, int division) {
  public static final int NO_SECTION = 20;
  public static final int SECTIONS = 21;
  public static final Industry UNASSIGNED = new Industry(NO_SECTION, 0);

  private static final Pattern CODE = Pattern.compile("([A-T]?)(\\d{2,4})?");

  /** Last division of each section; the first is the one after the section before. */
  private static final int[] LAST = {
    5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97
  };

  /** Of a code as written; nothing and N/A are unassigned; empty if it is no code. */
  public static Optional<Industry> of(@Nullable String code) {
    var compact = code == null ? "" : Texts.compact(code);
    if (Texts.isNothing(compact)) {
      return Optional.of(UNASSIGNED);
    }
    var read = CODE.matcher(compact);
    if (!read.matches()) {
      return Optional.empty();
    }
    int letter = read.group(1).isEmpty() ? NO_SECTION : read.group(1).charAt(0) - 'A';
    if (read.group(2) == null) {
      return Optional.of(new Industry(letter, 0));
    }
    int division = Integer.parseInt(read.group(2).substring(0, 2));
    int section = sectionOf(division);
    boolean agrees = letter == NO_SECTION || letter == section;
    return section == NO_SECTION || !agrees
        ? Optional.empty()
        : Optional.of(new Industry(section, division));
  }

  private static int sectionOf(int division) {
    for (int section = 0; division > 0 && section < LAST.length; section++) {
      if (division <= LAST[section]) {
        return section;
      }
    }
    return NO_SECTION;
  }

  /** 1, 2 or 3 by the rule of 2018, 0 if it is not known. */
  public int sector() {
    return sector(section, division);
  }

  static int sector(int section, int division) {
    if (section == NO_SECTION) {
      return 0;
    }
    if (division == 5 || division == 11 || division == 43) {
      return 3;
    }
    return section == 0 ? 1 : section <= 'E' - 'A' ? 2 : 3;
  }

  public String sectionName() {
    return name(section);
  }

  /** A to T, or unassigned. */
  public static String name(int section) {
    return section == NO_SECTION ? Subdistricts.UNASSIGNED : String.valueOf((char) ('A' + section));
  }

  /** The number of a section's name, empty if there is none such. */
  public static Optional<Integer> section(String name) {
    if (name.equals(Subdistricts.UNASSIGNED)) {
      return Optional.of(NO_SECTION);
    }
    return name.matches("[A-T]") ? Optional.of(name.charAt(0) - 'A') : Optional.empty();
  }

  /** Two digits, null if it is not known. */
  public @Nullable String divisionText() {
    return division == 0 ? null : String.format(Locale.ROOT, "%02d", division);
  }
}
