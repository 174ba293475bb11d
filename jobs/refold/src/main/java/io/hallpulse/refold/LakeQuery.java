package io.hallpulse.refold;

import java.sql.ResultSet;
import java.sql.SQLException;

/** How the lake is asked in SQL; whoever runs this says whose connection that is. */
@FunctionalInterface
public interface LakeQuery {
  /** Gives each row of the answer to a reader, in order. */
  void ask(String sql, RowReader reader, Object... parameters) throws SQLException;

  /** Takes what it needs of a row. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
