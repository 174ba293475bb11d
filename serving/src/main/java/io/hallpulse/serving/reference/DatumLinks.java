package io.hallpulse.serving.reference;

import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.Contact;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.News;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RestrictedArea;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.schemas.reference.ServicePoint;
import io.hallpulse.serving.reference.ReferenceMaster.Key;
import java.util.ArrayList;
import java.util.List;

/** Which other data a datum refers to; they must exist before it is taken. */
final class DatumLinks {
  private DatumLinks() {}

  static List<Key> of(Datum datum) {
    if (datum instanceof ServiceCounter counter) {
      var links = new ArrayList<Key>();
      links.add(new Key(ReferenceType.HALL, counter.hallId()));
      links.add(new Key(ReferenceType.UNIT, counter.unitId()));
      counter.queueIds().forEach(queue -> links.add(new Key(ReferenceType.QUEUE, queue)));
      return links;
    }
    if (datum instanceof Queue queue) {
      return List.of(
          new Key(ReferenceType.HALL, queue.hallId()), new Key(ReferenceType.UNIT, queue.unitId()));
    }
    if (datum instanceof ServiceItem item) {
      return List.of(new Key(ReferenceType.UNIT, item.unitId()));
    }
    if (datum instanceof Roster roster) {
      return List.of(
          new Key(ReferenceType.COUNTER, roster.counterId()),
          new Key(ReferenceType.STAFF, roster.staffId()));
    }
    if (datum instanceof RuleSet rules) {
      return List.of(new Key(ReferenceType.DISTRICT, rules.district()));
    }
    if (datum instanceof Baseline baseline) {
      return List.of(
          baseline.itemCode() == null
              ? new Key(ReferenceType.HALL, String.valueOf(baseline.hallId()))
              : new Key(ReferenceType.ITEM, baseline.itemCode()));
    }
    if (datum instanceof ServicePoint point) {
      var links = new ArrayList<Key>();
      links.add(new Key(ReferenceType.DISTRICT, point.district()));
      if (point.hallId() != null) {
        links.add(new Key(ReferenceType.HALL, point.hallId()));
      }
      return links;
    }
    if (datum instanceof Contact contact) {
      var links = new ArrayList<Key>();
      links.add(new Key(ReferenceType.HALL, contact.hallId()));
      if (contact.unitId() != null) {
        links.add(new Key(ReferenceType.UNIT, contact.unitId()));
      }
      return links;
    }
    if (datum instanceof News news) {
      return List.of(new Key(ReferenceType.DISTRICT, news.district()));
    }
    if (datum instanceof RestrictedArea area) {
      return List.of(new Key(ReferenceType.DISTRICT, area.district()));
    }
    return List.of();
  }

  /** Says that a datum refers to something that does not exist. */
  static String broken(Datum datum, Key link) {
    return "%s %s refers to the unknown %s %s"
        .formatted(datum.type().key(), datum.id(), link.type().key(), link.id());
  }
}
