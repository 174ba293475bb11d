package io.hallpulse.ingest.replay;

/** Why a row cannot be used; carried out of the depth of reading and kept with the row. */
final class RowProblem extends Exception {
  private final String column;
  private final String reason;

  RowProblem(String column, String reason) {
    super(column.isEmpty() ? reason : column + ": " + reason, null, false, false);
    this.column = column;
    this.reason = reason;
  }

  String column() {
    return column;
  }

  String reason() {
    return reason;
  }
}
