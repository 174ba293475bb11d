package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.upkeep.LakeCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares, again and again, what arrived in the topic with what is stored in the lake. Used by one
 * thread.
 */
public final class Reconciler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final Catalog catalog;
  private final Arrivals arrivals;
  private final ZoneId zone;
  private final Duration patience;
  private final Clock clock;
  private final List<Event> acknowledged = new ArrayList<>();
  private Books books;
  private @Nullable StoredRows rows;

  /**
   * @param zone in which an event's local day is told
   * @param patience how long an event may be on its way to the lake
   */
  public Reconciler(Catalog catalog, String brokers, ZoneId zone, Duration patience, Clock clock) {
    this.catalog = catalog;
    this.arrivals = new Arrivals(brokers, acknowledged::add);
    this.zone = zone;
    this.patience = patience;
    this.clock = clock;
    this.books = new Books(zone);
  }

  /** Reads on and judges. */
  public Verdict reconcile() {
    try {
      return readOn();
    } catch (HalfRead e) {
      LOG.warn("Begins anew: {}", e.getMessage());
      beginAnew();
      return readOn();
    } catch (NoSuchTableException e) {
      return Verdict.starting(clock.instant());
    }
  }

  /** Events read since the last time by which somebody acknowledged alarms of the ledger. */
  public List<Event> acknowledged() {
    var events = List.copyOf(acknowledged);
    acknowledged.clear();
    return events;
  }

  /**
   * The lake first: what is stored had arrived before, so that the topic, read afterwards, holds
   * all of it; and the job writes a dead letter before it commits past its record.
   */
  private Verdict readOn() {
    if (rows == null) {
      rows = new StoredRows(LakeCatalog.load(catalog, LakeTables.EVENTS));
    }
    rows.readOn(books);
    arrivals.readOn(books);
    return new Judge(patience).verdict(books, clock.instant());
  }

  /** Forgets all that was read. */
  private void beginAnew() {
    books = new Books(zone);
    rows = null;
    arrivals.rewind();
  }

  @Override
  public void close() {
    arrivals.close();
  }
}
