package io.hallpulse.serving.access;

import io.hallpulse.schemas.access.SqlReport;
import io.hallpulse.schemas.access.SqlReport.FailedLogin;
import io.hallpulse.schemas.access.SqlReport.Look;
import io.hallpulse.schemas.access.SqlReport.Read;
import io.hallpulse.schemas.access.SqlReports;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts into the audit what Trino reports of those who ask in SQL. */
@Singleton
final class SqlAudit {
  private static final Logger LOG = LoggerFactory.getLogger(SqlAudit.class);

  private final Accounts accounts;
  private final Audit audit;
  private final @Nullable SqlReports reports;

  SqlAudit(Accounts accounts, Audit audit, Settings settings) {
    this.accounts = accounts;
    this.audit = audit;
    var folder = settings.sqlFolder();
    this.reports = folder == null ? null : new SqlReports(Path.of(folder, "reports"));
  }

  /** A report goes when it is kept: without PostgreSQL all wait. */
  @Scheduled(fixedDelay = "2s")
  synchronized void keepAll() throws IOException, SQLException {
    if (reports == null) {
      return;
    }
    for (var file : reports.files()) {
      keep(file);
    }
  }

  private void keep(Path file) throws IOException, SQLException {
    SqlReport report;
    try {
      report = SqlReports.read(file);
    } catch (IOException e) {
      LOG.error("The audit misses what Trino reported: {}; it is set aside", e.getMessage());
      Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"));
      return;
    }
    if (report instanceof Look look) {
      keep(look);
    } else if (report instanceof FailedLogin failed) {
      keep(failed);
    }
    Files.deleteIfExists(file);
  }

  void keep(Look look) throws SQLException {
    if (look.user().equals(SqlAccess.SERVING)) {
      return; // The route that asks keeps for whom.
    }
    var account = accounts.find(look.user()).map(Accounts.Stored::account).orElse(null);
    var limited = account != null && (account.district() != null || account.hall() != null);
    var personal =
        look.reads().stream()
            .map(read -> personal(read, limited))
            .filter(read -> !read.columns().isEmpty())
            .map(read -> "%s.%s (%s)".formatted(read.schema(), read.table(), words(read)))
            .distinct()
            .collect(Collectors.joining(", "));
    if (!personal.isEmpty()) {
      audit.addOnce(
          who(look, account),
          Action.PERSONAL_DATA_SEEN,
          "sql/" + look.queryId(),
          "%s; %s".formatted(personal, look.state()));
    }
  }

  private static Read personal(Read read, boolean limited) {
    var columns =
        read.columns().stream()
            .filter(column -> SqlRules.isPersonal(read.table(), column, limited))
            .sorted()
            .distinct()
            .toList();
    return new Read(read.schema(), read.table(), columns);
  }

  private static String words(Read read) {
    return String.join(", ", read.columns());
  }

  private static Caller who(Look look, @Nullable Account account) {
    var role = account == null ? Role.ANONYMOUS : account.role();
    if (look.user().equals(Authentication.LAUNCHER)) {
      role = Role.ADMINISTRATOR; // no account's name has a slash
    }
    return new Caller(look.user(), role, null, null, look.address(), null, false);
  }

  private void keep(FailedLogin failed) throws SQLException {
    audit.add(
        Caller.nobody(),
        Action.LOGIN_FAILED,
        Authentication.shown(failed.name()),
        "SQL: %d wrong passwords, %d not looked at".formatted(failed.wrong(), failed.unheard()));
  }
}
