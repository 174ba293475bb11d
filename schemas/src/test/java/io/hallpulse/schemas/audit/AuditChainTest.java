package io.hallpulse.schemas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditChainTest {
  private static final AuditEntry FIRST = entry(1, "li", "hall");
  private static final AuditEntry SECOND = entry(2, "li", "hall");

  private static AuditEntry entry(long number, String actor, String role) {
    return new AuditEntry(number, Instant.EPOCH, actor, role, "127.0.0.1", "LOGIN", "", "密码");
  }

  @Test
  void whatWasWrittenInOrderFits() {
    var chain = new AuditChain();
    var first = FIRST.hash(AuditEntry.BEGINNING);

    assertThat(chain.follow(FIRST, AuditEntry.BEGINNING, first)).isEmpty();
    assertThat(chain.follow(SECOND, first, SECOND.hash(first))).isEmpty();
    assertThat(chain.length()).isEqualTo(2);
    assertThat(chain.newest()).isEqualTo(SECOND.hash(first));
  }

  @Test
  void aChangedAMissingAndAReplacedRowAreFound() {
    var first = FIRST.hash(AuditEntry.BEGINNING);

    assertThat(new AuditChain().follow(entry(1, "wang", "hall"), AuditEntry.BEGINNING, first))
        .hasValue("Row 1 was changed after it was written");
    assertThat(new AuditChain().follow(SECOND, first, SECOND.hash(first)))
        .hasValue("Row 1 is missing: row 2 comes after row 0");
    assertThat(new AuditChain().follow(FIRST, first, FIRST.hash(first)))
        .hasValue("Row 1 does not follow row 0 as it is now");
  }

  @Test
  void aTextCannotMoveToTheNextField() {
    assertThat(entry(1, "ab", "c").hash("")).isNotEqualTo(entry(1, "a", "bc").hash(""));
  }
}
