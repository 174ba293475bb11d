package io.hallpulse.serving.guide;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hallpulse.schemas.reference.Contact;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.News;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.RestrictedArea;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.schemas.reference.ServicePoint;
import io.hallpulse.schemas.reference.ServiceUnit;
import io.hallpulse.serving.map.DistrictMap;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * A hall and the district around it; each list holds reference data of that kind.
 *
 * @param asOf when all of it held
 * @param hallId the hall in which the screen stands
 * @param timeZone in which opening hours are told
 * @param map the district's, as the wall shows it; null if there is none
 */
@Schema(name = "Guide")
record Guide(
    Instant asOf,
    String hallId,
    String district,
    String timeZone,
    @Nullable DistrictMap map,
    @JsonRawValue @Schema(type = "array", implementation = Hall.class) String halls,
    @JsonRawValue @Schema(type = "array", implementation = ServiceUnit.class) String units,
    @JsonRawValue @Schema(type = "array", implementation = ServiceItem.class) String items,
    @JsonRawValue @Schema(type = "array", implementation = Queue.class) String queues,
    @JsonRawValue @Schema(type = "array", implementation = ServiceCounter.class) String counters,
    @JsonRawValue @Schema(type = "array", implementation = Contact.class) String contacts,
    @JsonRawValue @Schema(type = "array", implementation = ServicePoint.class) String points,
    @JsonRawValue @Schema(type = "array", implementation = News.class) String news,
    @JsonRawValue @Schema(type = "array", implementation = RestrictedArea.class)
        String restrictedAreas) {
  /** The same district's, for a screen in another of its halls. */
  Guide in(String hall) {
    return new Guide(
        asOf,
        hall,
        district,
        timeZone,
        map,
        halls,
        units,
        items,
        queues,
        counters,
        contacts,
        points,
        news,
        restrictedAreas);
  }
}
