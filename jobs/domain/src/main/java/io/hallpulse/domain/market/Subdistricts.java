package io.hallpulse.domain.market;

import io.hallpulse.domain.market.CreditCode.Texts;
import io.hallpulse.schemas.reference.GazetteerRow;
import io.hallpulse.schemas.reference.GazetteerRow.Parity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The district's subdistricts, and in which of them an address lies. */
public final class Subdistricts {
  public static final String UNASSIGNED = "unassigned";

  /** In the district's own order. */
  public static final List<String> NAMES =
      List.of("振华路", "沧口", "兴华路", "兴城路", "李村", "虎山路", "浮山路", "九水", "湘潭路", "楼山", "世园");

  public static final int NONE = NAMES.size();

  private static final String DISTRICT = "李沧";
  private static final List<String> NEIGHBOURS =
      List.of("市南区", "市北区", "四方区", "崂山区", "城阳区", "黄岛区", "高新区", "即墨", "胶州", "平度", "莱西");

  private Subdistricts() {}

  /** How a subdistrict was found. */
  public enum Source {
    FIELD,
    OUTSIDE,
    STREET_OFFICE,
    GAZETTEER,
    AMBIGUOUS,
    UNKNOWN
  }

  /**
   * A subdistrict and how it was found.
   *
   * @param index place in {@link #NAMES}, or {@link #NONE}
   */
  public record Found(int index, Source source) {
    static final Found UNKNOWN = new Found(NONE, Source.UNKNOWN);

    public String name() {
      return Subdistricts.name(index);
    }
  }

  public static String name(int index) {
    return index == NONE ? UNASSIGNED : NAMES.get(index);
  }

  /** The place of a name, with or without 街道; empty if it is none of the subdistricts. */
  public static Optional<Integer> named(String name) {
    var compact = Texts.compact(name);
    int index =
        NAMES.indexOf(
            compact.endsWith("街道") ? compact.substring(0, compact.length() - 2) : compact);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  /** The place of a stored name. */
  public static int index(String name) {
    int index = NAMES.indexOf(name);
    if (index < 0 && !name.equals(UNASSIGNED)) {
      throw new IllegalArgumentException("Subdistrict is unknown: " + name);
    }
    return index < 0 ? NONE : index;
  }

  /** Where an address lies; a bare name is not enough, since 振华路157号 is a road. */
  public static Found of(@Nullable String address, List<GazetteerRow> gazetteer) {
    var text = address == null ? "" : Texts.compact(address);
    if (!text.contains(DISTRICT) && NEIGHBOURS.stream().anyMatch(text::contains)) {
      return new Found(NONE, Source.OUTSIDE);
    }
    int office = office(text);
    return office == NONE ? ofGazetteer(text, gazetteer) : new Found(office, Source.STREET_OFFICE);
  }

  /** The leftmost name with 街道 or 办事处 after it. */
  private static int office(String text) {
    int found = NONE;
    int leftmost = Integer.MAX_VALUE;
    for (int i = 0; i < NAMES.size(); i++) {
      for (var ending : List.of("街道", "办事处")) {
        int at = text.indexOf(NAMES.get(i) + ending);
        if (at >= 0 && at < leftmost) {
          leftmost = at;
          found = i;
        }
      }
    }
    return found;
  }

  private record Match(GazetteerRow row, int length, int at) {}

  private static Found ofGazetteer(String text, List<GazetteerRow> gazetteer) {
    int district = text.indexOf(DISTRICT + "区");
    var rest = district < 0 ? text : text.substring(district + DISTRICT.length() + 1);
    var matches = new ArrayList<Match>();
    for (var row : gazetteer) {
      int at = match(row, rest);
      if (at >= 0) {
        matches.add(new Match(row, Texts.compact(row.name()).length(), at));
      }
    }
    if (matches.isEmpty()) {
      return Found.UNKNOWN;
    }
    matches.sort(Comparator.comparingInt(Match::length).reversed().thenComparingInt(Match::at));
    var best = matches.get(0);
    var subdistricts =
        matches.stream()
            .filter(match -> match.length() == best.length() && match.at() == best.at())
            .map(match -> named(match.row().subdistrict()).orElse(NONE))
            .distinct()
            .toList();
    return subdistricts.size() == 1
        ? new Found(subdistricts.get(0), Source.GAZETTEER)
        : new Found(NONE, Source.AMBIGUOUS);
  }

  /** Where a row matches first, −1 if nowhere. */
  private static int match(GazetteerRow row, String text) {
    var name = Texts.compact(row.name());
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      if (fits(row, text, at + name.length())) {
        return at;
      }
    }
    return -1;
  }

  private static boolean fits(GazetteerRow row, String text, int from) {
    if (row.from() == null && row.to() == null && row.parity() == Parity.ALL) {
      return true;
    }
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == from || end - from > 9) {
      return false;
    }
    int number = Integer.parseInt(text.substring(from, end));
    return (row.from() == null || number >= row.from())
        && (row.to() == null || number <= row.to())
        && switch (row.parity()) {
          case ALL -> true;
          case ODD -> number % 2 == 1;
          case EVEN -> number % 2 == 0;
        };
  }
}
