package io.hallpulse.agent.device;

/**
 * What is needed of a card: its number, from which the visitor's token is made. It must not be
 * stored, sent or logged; the text of this says nothing.
 */
public record IdCard(String number) {
  @Override
  public String toString() {
    return "IdCard";
  }
}
