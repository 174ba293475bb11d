package io.hallpulse.serving.report.write;

/** How pages look. */
final class Style {
  static final String FONT = "report";

  static final String CSS =
      """
      @page {
        size: A4;
        margin: 46pt 42pt 44pt 42pt;
        @bottom-left {
          content: element(running);
          width: 80%;
        }
        @bottom-right {
          content: counter(page) " / " counter(pages);
          font-family: 'report'; font-size: 7.5pt; color: #6b7785;
        }
      }
      body { font-family: 'report'; font-size: 8.5pt; color: #1f2933; line-height: 1.35; margin: 0; }
      .running { position: running(running); font-size: 7.5pt; color: #6b7785; }
      h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 2pt 0; color: #14406b; }
      .subtitle { font-size: 12pt; color: #6b7785; margin-bottom: 8pt; }
      h2 { font-size: 12.5pt; color: #14406b; margin: 16pt 0 5pt 0; padding-bottom: 2pt;
        border-bottom: 1pt solid #14406b; page-break-after: avoid; }
      h3 { font-size: 9pt; margin: 9pt 0 3pt 0; page-break-after: avoid; }
      .unit { font-weight: normal; color: #6b7785; font-size: 7.5pt; }
      p { margin: 4pt 0; }
      table { border-collapse: collapse; width: 100%; }
      table.facts { margin-bottom: 4pt; border-top: 0.6pt solid #d5dbe1; }
      table.facts th, table.facts td { text-align: left; vertical-align: top; padding: 2.4pt 4pt;
        border-bottom: 0.6pt solid #d5dbe1; font-weight: normal; }
      table.facts th { width: 16%; color: #6b7785; }
      table.tiles { table-layout: fixed; border-spacing: 0; }
      table.tiles tr { page-break-inside: avoid; }
      table.tiles td { width: 25%; vertical-align: top; padding: 5pt 6pt; border: 0.6pt solid #d5dbe1;
        background-color: #f7f9fb; }
      .name { color: #6b7785; font-size: 7.5pt; }
      .figure { font-size: 15pt; font-weight: bold; line-height: 1.25; color: #14406b; }
      .beside { font-size: 7pt; color: #4a5663; }
      div.none { font-size: 10pt; color: #8a94a0; line-height: 1.8; }
      table.row { table-layout: fixed; }
      table.row td { width: 50%; vertical-align: top; padding: 0; }
      table.row tr { page-break-inside: avoid; }
      table.data { -fs-table-paginate: paginate; font-size: 7.5pt; table-layout: fixed; }
      table.data tr { page-break-inside: avoid; }
      table.data th { text-align: left; font-weight: bold; vertical-align: bottom; padding: 2.5pt 3pt;
        border-bottom: 0.9pt solid #14406b; color: #14406b; font-size: 7pt; }
      table.data td { padding: 2.2pt 3pt; border-bottom: 0.4pt solid #d5dbe1; vertical-align: top; }
      table.data tr.sum td { font-weight: bold; background-color: #eef3f8; }
      table.data th.number, table.data td.number { text-align: right; }
      table.data td.none { color: #8a94a0; font-weight: normal; }
      .mark { font-size: 6pt; }
      .note { font-size: 7pt; color: #6b7785; margin-top: 2pt; }
      .together { page-break-inside: avoid; }
      .legend { font-size: 7.5pt; margin-bottom: 2pt; }
      .drawing { position: relative; }
      .label { position: absolute; line-height: 1.4; white-space: nowrap; }
      """;

  private Style() {}
}
