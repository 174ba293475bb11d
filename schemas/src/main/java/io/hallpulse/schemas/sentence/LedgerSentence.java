package io.hallpulse.schemas.sentence;

/** What the reconciler holds of the ledger, and where something is wrong with it. */
public enum LedgerSentence implements Sentence {
  TURNED_AWAY("%s; batches turned away: %s, the last: %s"),
  LOST("LOST %s: %s"),
  DOUBLED("DOUBLED %s: %s"),
  MISDATED("%s epoch %s under a wrong day: %s"),
  BEHIND("behind %s s: arrived events are not stored yet"),
  OK("%s events stored, each once"),
  STARTING("reads the ledger"),
  UNREADABLE("cannot read the ledger: %s"),
  STALE("no verdict since %s"),
  NOTHING_KNOWN("no events of these halls are known"),
  AT_SEQS("%s epoch %s seq %s"),
  AT_OFFSETS("unreadable without dead letter in partition %s: offset %s");

  private final String sentence;

  LedgerSentence(String sentence) {
    this.sentence = sentence;
  }

  @Override
  public String sentence() {
    return sentence;
  }
}
