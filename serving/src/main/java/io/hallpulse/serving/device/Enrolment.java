package io.hallpulse.serving.device;

/**
 * What a device needs to come in; shown this once.
 *
 * @param user name for HTTP Basic
 * @param secret password for HTTP Basic
 * @param hmacKey key of its batches, base64
 * @param visitorKey key of the district, under which it makes visitors' tokens, base64
 */
record Enrolment(
    DeviceRow device,
    String user,
    String secret,
    String hmacKey,
    String district,
    int visitorKeyVersion,
    String visitorKey) {
  @Override
  public String toString() {
    return "Enrolment[device=%s]".formatted(device);
  }
}
