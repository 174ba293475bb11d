package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a hall's phone book.
 *
 * @param unitId whose phone it is; null for the hall's own
 * @param place where to find them, in words
 */
public record Contact(
    String contactId,
    String hallId,
    @Nullable String unitId,
    String name,
    String phone,
    @Nullable String place)
    implements Datum {
  public Contact {
    required(contactId, "contact_id");
    required(hallId, "hall_id");
    required(name, "name");
    phone(phone);
  }

  static void phone(@Nullable String phone) {
    if (!required(phone, "phone").matches("[0-9+][0-9 ()+-]{2,29}")) {
      throw new IllegalArgumentException(
          "phone has 3 to 30 digits, spaces, lines and brackets, got " + phone);
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.CONTACT;
  }

  @Override
  public String id() {
    return contactId;
  }
}
