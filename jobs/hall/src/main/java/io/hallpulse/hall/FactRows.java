package io.hallpulse.hall;

import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.schemas.lake.LakeTable;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * Makes the rows of facts as the live job numbers them: its revisions are whole thousands. Between
 * two of them is room for those of back-fills, which win over what they correct and lose to what
 * the job writes later.
 */
public final class FactRows<T> {
  /** From one revision of the live job to its next. */
  public static final long STEP = 1_000;

  private final RowWriter<T> rows;
  private final int revision;

  public FactRows(LakeTable<T> table) {
    this.rows = new RowWriter<>(table);
    this.revision =
        table.columns().stream().map(LakeTable.TableColumn::name).toList().indexOf("revision");
  }

  /** Rows of a fact whose revision counts 1, 2, 3 … */
  public RowData row(T fact) {
    var row = (GenericRowData) rows.row(fact);
    row.setField(revision, row.getLong(revision) * STEP);
    return row;
  }

  /**
   * What a job without state has to count on from, so that its revisions are above all that rows
   * have. Even, since in the list of refused events odd counts are refusals.
   */
  static long countFrom(long highest) {
    return (highest / STEP + 1) / 2 * 2;
  }
}
