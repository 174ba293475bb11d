package io.hallpulse.serving.report.document;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A piece of a section. */
public sealed interface Block {
  /** Running text. */
  record Text(String text) implements Block {}

  /** Figures in large print. */
  record Tiles(List<Tile> tiles) implements Block {
    public Tiles {
      tiles = List.copyOf(tiles);
    }
  }

  /**
   * One figure in large print.
   *
   * @param beside what it is held against, such as a change on the year before
   */
  record Tile(String title, Cell value, String unit, List<String> beside) {
    public Tile {
      beside = List.copyOf(beside);
    }
  }

  /** Rows under a header that is repeated on every page. */
  record Table(
      String title, List<Column> columns, List<List<Cell>> rows, List<String> notes, Sums sums)
      implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      notes = List.copyOf(notes);
      for (var row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "%s has %d columns, a row of %d".formatted(title, columns.size(), row.size()));
        }
      }
    }

    public Table(String title, List<Column> columns, List<List<Cell>> rows, String... notes) {
      this(title, columns, rows, List.of(notes), Sums.NONE);
    }

    public Table firstRowIsSum() {
      return new Table(title, columns, rows, notes, Sums.FIRST_ROW);
    }
  }

  /** Whether a row of a table stands for all others. */
  enum Sums {
    NONE,
    FIRST_ROW
  }

  /**
   * A column of a table.
   *
   * @param width in parts of the sum of all
   */
  record Column(String title, int width, boolean isNumber) {
    public static Column words(String title, int width) {
      return new Column(title, width, false);
    }

    public static Column number(String title, int width) {
      return new Column(title, width, true);
    }
  }

  /** A drawing of numbers by categories. */
  record Chart(String title, Kind kind, String unit, List<String> categories, List<Series> series)
      implements Block {
    /** How it is drawn. */
    public enum Kind {
      LINE,
      /** Upright, series side by side. */
      COLUMNS,
      /** Lying, for long names; one series. */
      BARS
    }

    public Chart {
      categories = List.copyOf(categories);
      series = List.copyOf(series);
      for (var one : series) {
        if (one.values().size() != categories.size()) {
          throw new IllegalArgumentException(
              "%s has %d categories, %s %d values"
                  .formatted(title, categories.size(), one.name(), one.values().size()));
        }
      }
    }

    public boolean isEmpty() {
      return series.stream().allMatch(one -> one.values().stream().allMatch(v -> v == null));
    }
  }

  /** Numbers of a chart; null where there is none. */
  record Series(String name, List<@Nullable BigDecimal> values, Format format) {
    public Series {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** A district's subdistricts, coloured by a figure. */
  record Map(String title, String unit, SchematicMap places, List<Shade> shades, String note)
      implements Block {
    public Map {
      shades = List.copyOf(shades);
    }
  }

  /** A place of a map and its figure. */
  record Shade(String id, String name, Cell value) {}
}
