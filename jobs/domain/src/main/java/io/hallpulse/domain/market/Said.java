package io.hallpulse.domain.market;

import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * As much of a registry event as its entity's fold needs; what is −1 was not said.
 *
 * @param day legal day, since 1970
 * @param amount hundredths of CNY where capital is known; by how much the stock was re-based
 * @param name empty if it was cleared
 */
record Said(
    int day,
    long time,
    String source,
    long epoch,
    long seq,
    long recorded,
    RegistryKind kind,
    int subdistrict,
    int section,
    int division,
    int type,
    int capital,
    long amount,
    boolean suspended,
    boolean abnormal,
    @Nullable String name,
    @Nullable String caseId) {
  static final Comparator<Said> ORDER =
      Comparator.comparingInt(Said::day)
          .thenComparingLong(Said::time)
          .thenComparing(Said::source)
          .thenComparingLong(Said::epoch)
          .thenComparingLong(Said::seq);

  private static final RegistryKind[] KINDS = RegistryKind.values();

  static Said of(RegistryEvent event) {
    boolean isRebase = event.getKind() == RegistryKind.STOCK_REBASED;
    var division = event.getDivision();
    var amount = isRebase ? event.getDelta() : event.getCapitalCents();
    boolean nameCleared = event.getClear() != null && event.getClear().contains("name");
    return new Said(
        event.getEffectiveDate(),
        event.getTime(),
        event.getSource(),
        event.getEpoch(),
        event.getSeq(),
        event.getRecorded(),
        event.getKind(),
        event.getSubdistrict() == null ? -1 : Subdistricts.index(event.getSubdistrict()),
        event.getSection() == null ? -1 : Industry.section(event.getSection()).orElseThrow(),
        division == null ? 0 : Integer.parseInt(division),
        event.getEntityType() == null ? -1 : EntityType.valueOf(event.getEntityType()).ordinal(),
        event.getCapitalStatus() == null
            ? -1
            : Capital.Status.valueOf(event.getCapitalStatus()).ordinal(),
        amount == null ? 0 : amount,
        Boolean.TRUE.equals(event.getSuspended()),
        Boolean.TRUE.equals(event.getAbnormal()),
        nameCleared ? "" : event.getName(),
        event.getCaseId());
  }

  boolean isSameEvent(Said other) {
    return seq == other.seq && epoch == other.epoch && source.equals(other.source);
  }

  void write(PackedWriter out) {
    out.put(kind.ordinal() | (suspended ? 32 : 0) | (abnormal ? 64 : 0));
    out.number(day);
    out.number(time);
    out.text(source);
    out.number(epoch);
    out.unsigned(seq);
    out.number(recorded - time);
    out.put(subdistrict);
    out.put(section);
    out.put(division);
    out.put(type);
    out.put(capital);
    out.number(amount);
    out.text(name);
    out.text(caseId);
  }

  static Said read(PackedReader in) {
    int first = in.next();
    int day = (int) in.number();
    long time = in.number();
    return new Said(
        day,
        time,
        in.name(),
        in.number(),
        in.unsigned(),
        time + in.number(),
        KINDS[first & 31],
        in.next(),
        in.next(),
        in.next(),
        in.next(),
        in.next(),
        in.number(),
        (first & 32) != 0,
        (first & 64) != 0,
        in.text(),
        in.text());
  }
}
