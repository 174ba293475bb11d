package io.hallpulse.serving.reference;

import java.util.ArrayList;
import java.util.List;

/** The cells of a CSV file (RFC 4180), each with its place. */
final class CsvCells {
  private final String text;
  private final Fault fault;
  private final List<List<Cell>> lines = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  /** A cell and where it begins, counted from 1. */
  record Cell(int line, int column, String text) {}

  /** Told of what cannot be read. */
  interface Fault {
    void at(int line, int column, String why);
  }

  private CsvCells(String text, Fault fault) {
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text; // as spreadsheets write it
    this.fault = fault;
  }

  /** Lines of nothing are left out. */
  static List<List<Cell>> of(String text, Fault fault) {
    var cells = new CsvCells(text, fault);
    while (cells.at < cells.text.length()) {
      var line = cells.readLine();
      if (line.size() > 1 || !line.get(0).text().isBlank()) {
        cells.lines.add(line);
      }
    }
    return cells.lines;
  }

  private List<Cell> readLine() {
    var cells = new ArrayList<Cell>();
    do {
      cells.add(readCell());
    } while (at < text.length() && text.charAt(at++) == ',');
    return cells;
  }

  /** Leaves off at the comma or line end that follows. */
  private Cell readCell() {
    int beganLine = line;
    int column = at - lineStart + 1;
    var value = new StringBuilder();
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    at += quoted ? 1 : 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (quoted && next == '"') {
        if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          at++;
        } else {
          quoted = false;
          at++;
          continue;
        }
      } else if (!quoted && (next == ',' || next == '\n')) {
        break;
      }
      if (next == '\n') {
        newLine();
      }
      if (next != '\r') {
        value.append(next);
      }
      at++;
    }
    if (quoted) {
      fault.at(beganLine, column, "a quote is not closed");
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      newLine();
    }
    return new Cell(beganLine, column, value.toString());
  }

  private void newLine() {
    line++;
    lineStart = at + 1;
  }
}
