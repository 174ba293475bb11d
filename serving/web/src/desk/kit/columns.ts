/** A column of a table: what it is called, and what stands in it of a row. */
export interface Column<Row> {
  key: string;
  label: string;
  text: (row: Row) => string;
  tone?: (row: Row) => 'good' | 'warn' | 'bad' | '';
  isNumber?: boolean;
  /** Never broken: times, addresses, ids. */
  isWhole?: boolean;
  /** Found by it, too, though it is not shown. */
  also?: (row: Row) => string;
}
