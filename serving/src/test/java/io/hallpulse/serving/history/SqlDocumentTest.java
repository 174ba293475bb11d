package io.hallpulse.serving.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SqlDocumentTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void theDocumentQuotesEveryQueryAsItStandsInItsFile() throws IOException {
    var document = Files.readString(DOCS.resolve("sql.md"));

    try (var files = Files.list(DOCS.resolve("sql"))) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSize(10)
          .allSatisfy(
              file ->
                  assertThat(document)
                      .as(file.toString())
                      .contains("```sql\n" + Files.readString(file) + "```"));
    }
  }
}
