package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.texts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where the district serves people, as the service map tells of it.
 *
 * @param hallId the hall that it is; null for a machine that stands alone
 * @param introduction what visitors should know of it, in paragraphs
 */
public record ServicePoint(
    String pointId,
    String name,
    ServicePoint.Kind kind,
    String district,
    @Nullable String subdistrict,
    @Nullable String hallId,
    String address,
    @Nullable String phone,
    Position position,
    @Nullable List<OpeningHours> hours,
    @Nullable List<String> services,
    @Nullable String introduction)
    implements Datum {

  /** What kind of place it is. */
  public enum Kind {
    CENTRE,
    SUBDISTRICT,
    SELF_SERVICE
  }

  public ServicePoint {
    required(pointId, "point_id");
    required(name, "name");
    required(kind, "kind");
    required(district, "district");
    required(address, "address");
    required(position, "position");
    if (phone != null) {
      Contact.phone(phone);
    }
    hours = hours == null ? List.of() : List.copyOf(hours);
    services = services == null ? List.of() : texts(services, "services");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.SERVICE_POINT;
  }

  @Override
  public String id() {
    return pointId;
  }
}
