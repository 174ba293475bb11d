package io.hallpulse.serving.reference;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import io.hallpulse.schemas.event.JsonLine.OfReference;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.serving.reference.ImportResult.RejectedLine;
import io.hallpulse.serving.reference.ReferenceMaster.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lines of one import: what can be read of them, then what may be kept of that. */
final class ReferenceImport {
  /** What names nothing else comes first, so that one pass finds every broken reference. */
  private static final List<ReferenceType> ORDER =
      List.of(
          ReferenceType.DISTRICT,
          ReferenceType.CALENDAR,
          ReferenceType.HALL,
          ReferenceType.UNIT,
          ReferenceType.STAFF,
          ReferenceType.ITEM,
          ReferenceType.QUEUE,
          ReferenceType.COUNTER,
          ReferenceType.ROSTER,
          ReferenceType.RULESET,
          ReferenceType.BASELINE,
          ReferenceType.SERVICE_POINT,
          ReferenceType.CONTACT,
          ReferenceType.NEWS,
          ReferenceType.RESTRICTED_AREA);

  private final List<Line> lines = new ArrayList<>();
  private final List<RejectedLine> rejected = new ArrayList<>();

  private record Line(int number, Candidate candidate) {
    ReferenceType type() {
      return candidate.datum().type();
    }
  }

  static ReferenceImport of(String text) {
    var read = new ReferenceImport();
    var lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        read.add(i + 1, lines.get(i));
      }
    }
    return read;
  }

  /** All data that the lines refer to. */
  Set<Key> named() {
    var named = new HashSet<Key>();
    for (var line : lines) {
      named.addAll(DatumLinks.of(line.candidate().datum()));
    }
    return named;
  }

  /** The lines whose links lead to a datum that exists or is accepted with them. */
  List<Candidate> acceptable(Set<Key> existing) {
    var known = new HashSet<>(existing);
    var acceptable = new ArrayList<Line>();
    var inOrder = new ArrayList<>(lines);
    inOrder.sort(Comparator.comparingInt(line -> ORDER.indexOf(line.type())));
    for (var line : inOrder) {
      var broken = broken(line, known);
      if (broken.isPresent()) {
        rejected.add(new RejectedLine(line.number(), broken.get()));
      } else {
        known.add(new Key(line.type(), line.candidate().id()));
        acceptable.add(line);
      }
    }
    acceptable.sort(Comparator.comparingInt(Line::number));
    return acceptable.stream().map(Line::candidate).toList();
  }

  List<RejectedLine> rejected() {
    rejected.sort(Comparator.comparingInt(RejectedLine::line));
    return rejected;
  }

  private static Optional<String> broken(Line line, Set<Key> known) {
    var datum = line.candidate().datum();
    return DatumLinks.of(datum).stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .map(key -> DatumLinks.broken(datum, key));
  }

  private void add(int number, String line) {
    var fault = Storable.fault(line);
    if (fault.isPresent()) {
      rejected.add(new RejectedLine(number, fault.get()));
      return;
    }
    var parsed = EventJson.read(line);
    if (parsed instanceof Parsed.Rejected<JsonLine> bad) {
      rejected.add(new RejectedLine(number, bad.reason()));
      return;
    }
    if (!(((Parsed.Accepted<JsonLine>) parsed).value() instanceof OfReference reference)) {
      rejected.add(new RejectedLine(number, "not of kind REF"));
      return;
    }
    var candidate = candidate(reference);
    if (candidate instanceof Parsed.Accepted<Candidate> good) {
      lines.add(new Line(number, good.value()));
    } else {
      rejected.add(new RejectedLine(number, ((Parsed.Rejected<Candidate>) candidate).reason()));
    }
  }

  private static Parsed<Candidate> candidate(OfReference reference) {
    var type = ReferenceType.of(reference.type());
    if (type.isEmpty()) {
      return new Parsed.Rejected<>("type is unknown: " + reference.type());
    }
    var datum = type.get().read(reference.value());
    if (datum instanceof Parsed.Rejected<Datum> bad) {
      return new Parsed.Rejected<>(bad.reason());
    }
    var from = EffectiveFrom.in(reference.value(), EventJson.instant(reference.time()));
    if (from instanceof Parsed.Rejected<Instant> bad) {
      return new Parsed.Rejected<>(bad.reason());
    }
    return new Parsed.Accepted<>(
        new Candidate(
            ((Parsed.Accepted<Datum>) datum).value(),
            ((Parsed.Accepted<Instant>) from).value(),
            reference.source()));
  }
}
