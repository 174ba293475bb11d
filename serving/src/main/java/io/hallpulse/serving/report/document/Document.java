package io.hallpulse.serving.report.document;

import java.util.List;

/**
 * A report before it is written as a file: what is said, not how it looks. The same figures make
 * the same document.
 *
 * @param facts that a reader needs before any figure: of what, as of when, how complete
 * @param running line at the foot of every page
 */
public record Document(
    Language language,
    String title,
    String subtitle,
    List<Fact> facts,
    List<Section> sections,
    String running) {
  public Document {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /** One line of the first page. */
  public record Fact(String name, String value) {}

  /**
   * A chapter; in a workbook a sheet.
   *
   * @param sheet short title
   */
  public record Section(String title, String sheet, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }
}
