package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The category that a screen shows: it follows the index only once that was beyond the line by a
 * margin for some minutes, so that it does not flicker. Times in microseconds.
 *
 * @param shown null while no score is given
 * @param beyond the side to which the index has gone, null while it has not
 * @param since when it went there
 */
public record LiveCategory(@Nullable Category shown, @Nullable Side beyond, long since) {

  /** Where the index has gone. */
  public enum Side {
    BETTER,
    WORSE
  }

  public static LiveCategory unknown() {
    return new LiveCategory(null, null, 0);
  }

  /**
   * With an index at a time.
   *
   * @param index null while it is withheld: the category is withheld with it
   */
  public LiveCategory with(@Nullable Double index, long time, RuleSet.Categories rules) {
    if (index == null) {
      return unknown();
    }
    if (shown == null) {
      return new LiveCategory(Category.of(index, rules), null, time);
    }
    var side = side(index, rules);
    if (side == null && beyond == null) {
      return this;
    }
    if (side == null || side != beyond) {
      return new LiveCategory(shown, side, time);
    }
    if (time - since < TimeUnit.MINUTES.toMicros(rules.steadyMinutes())) {
      return this;
    }
    var to = shown;
    for (var next = shown; next != null; next = beyond(next, side, index, rules)) {
      to = next;
    }
    return new LiveCategory(to, null, time);
  }

  private @Nullable Side side(double index, RuleSet.Categories rules) {
    for (var side : Side.values()) {
      if (beyond(Objects.requireNonNull(shown), side, index, rules) != null) {
        return side;
      }
    }
    return null;
  }

  /** The category next to one, if the index is beyond the line between them by the margin. */
  private static @Nullable Category beyond(
      Category from, Side side, double index, RuleSet.Categories rules) {
    var all = Category.values();
    if (side == Side.BETTER) {
      var better = from == Category.GREEN ? null : all[from.ordinal() - 1];
      return better != null && index >= better.line(rules) + rules.marginPoints() ? better : null;
    }
    return from != Category.RED && index <= from.line(rules) - rules.marginPoints()
        ? all[from.ordinal() + 1]
        : null;
  }

  /**
   * What a counter is shown as: with people waiting and nobody there for long it is at least
   * orange, whatever its index.
   *
   * @param unattendedMinutes for which nobody has been there
   */
  public static @Nullable Category ofCounter(
      @Nullable Category shown, int unattendedMinutes, int waiting, RuleSet.Categories rules) {
    boolean isDeserted =
        unattendedMinutes > rules.unattendedMinutes() && waiting >= rules.unattendedWaiting();
    if (!isDeserted || shown != null && !Category.ORANGE.isWorseThan(shown)) {
      return shown;
    }
    return Category.ORANGE;
  }
}
