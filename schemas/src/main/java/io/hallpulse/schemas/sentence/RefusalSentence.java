package io.hallpulse.schemas.sentence;

/**
 * Why a rule refuses an event, as {@code hall.refused} says it. What is in capitals or with
 * underscores is a code.
 */
public enum RefusalSentence implements Sentence {
  LACKS_FIELD("%s lacks %s"),
  KIND_UNKNOWN("kind is unknown to this version"),
  BEYOND_RETENTION("BEYOND_RETENTION: corrected by a back-fill only"),
  TICKET_UNKNOWN("the ticket was not issued, or is no longer kept"),
  TICKET_ISSUED_BEFORE("the ticket was issued before"),
  NO_SHOW_IS_FINAL("TICKET_CALLED, but NO_SHOW is final since its day ended"),
  CALLED_TOO_OFTEN("called more than %s times"),
  OUTCOME_UNKNOWN("outcome is unknown: %s"),
  CANCELLER_UNKNOWN("cancelled_by is unknown: %s"),
  LEVEL_OUTSIDE("level must be 1 to 5, got %s"),
  ILLEGAL("%s is illegal while %s"),
  NOTICE_UNKNOWN("the notice was not issued, or is no longer kept"),
  NOTICE_OF_OTHER_MATTER("the notice is of matter %s, not of %s"),
  NOTICE_SAYS_ELSE(
      "the notice was issued and says something else; a correction needs a notice_id of its own"),
  HASH_OF_CONTENT("content_hash is %s, that of what it says is %s"),
  HASH_SIGNED("content_hash signed is %s, the notice's is %s"),
  PAUSE_BACKWARDS("until %s is not after from %s"),
  PAUSE_TOO_LONG("a pause of more than %s days, from %s until %s"),
  LEGAL_NOW("an earlier event arrived that makes it legal");

  private final String sentence;

  RefusalSentence(String sentence) {
    this.sentence = sentence;
  }

  @Override
  public String sentence() {
    return sentence;
  }
}
