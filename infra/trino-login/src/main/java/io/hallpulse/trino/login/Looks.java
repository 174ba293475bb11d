package io.hallpulse.trino.login;

import static java.lang.System.Logger.Level.ERROR;

import io.hallpulse.schemas.access.SqlReport;
import io.hallpulse.schemas.access.SqlReports;
import io.trino.spi.eventlistener.EventListener;
import io.trino.spi.eventlistener.QueryCompletedEvent;
import io.trino.spi.eventlistener.QueryContext;
import io.trino.spi.eventlistener.QueryIOMetadata;
import io.trino.spi.eventlistener.QueryInputMetadata;
import io.trino.spi.eventlistener.QueryMetadata;
import java.io.IOException;
import java.util.List;

/** Reports who has read what, once a query has ended; a query that read nothing is not reported. */
final class Looks implements EventListener {
  private static final System.Logger LOG = System.getLogger(Looks.class.getName());

  private final SqlReports reports;

  Looks(SqlReports reports) {
    this.reports = reports;
  }

  @Override
  public void queryCompleted(QueryCompletedEvent event) {
    report(event.getMetadata(), event.getContext(), event.getIoMetadata());
  }

  void report(QueryMetadata query, QueryContext who, QueryIOMetadata what) {
    if (what.getInputs().isEmpty()) {
      return;
    }
    try {
      reports.add(
          new SqlReport.Look(
              query.getQueryId(),
              query.getQueryState(),
              who.getUser(),
              who.getRemoteClientAddress().orElse("-"),
              what.getInputs().stream().map(Looks::read).toList()));
    } catch (IOException | RuntimeException e) {
      LOG.log(
          ERROR,
          "The audit misses the query %s of %s".formatted(query.getQueryId(), who.getUser()),
          e);
    }
  }

  private static SqlReport.Read read(QueryInputMetadata input) {
    List<?> columns = input.getColumns();
    return new SqlReport.Read(
        input.getSchema(), input.getTable(), columns.stream().map(Looks::name).toList());
  }

  /**
   * In the server a column is a record with a name, in the SPI that this is compiled with a text.
   */
  private static String name(Object column) {
    try {
      return (String) column.getClass().getMethod("name").invoke(column);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Trino tells of columns in another way: " + column, e);
    }
  }
}
