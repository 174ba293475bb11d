package io.hallpulse.serving.access;

import static java.util.Map.entry;

import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.serving.access.Policy.Sight;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of Trino's file-based access control for some accounts: nobody writes, everybody reads
 * the rows that his account is limited to, without the columns that his role may not see. Tables
 * are named one by one, so that nothing is said of {@code "tickets$files"} and its like.
 */
final class SqlRules {
  /** Columns of any table that not everybody may see. */
  static final Map<String, Sight> PERSONAL =
      Map.ofEntries(
          entry("staff_id", Sight.STAFF_IDS),
          entry("preferred_staff_id", Sight.STAFF_IDS),
          entry("cover_staff_id", Sight.STAFF_IDS),
          entry("device_staff_id", Sight.STAFF_IDS),
          entry("decided_by", Sight.STAFF_IDS),
          entry("visitor_token", Sight.VISITOR_TOKENS),
          entry("acknowledged_by", Sight.ALARM_NOTES),
          entry("comment", Sight.ALARM_NOTES),
          entry("words", Sight.RATING_WORDS));

  /** Of these reference data, those of clerks and rosters are not everybody's. */
  private static final Set<String> REFERENCE = Set.of("id", "value");

  private static final List<String> READ = List.of("SELECT");

  private final Policy policy;

  SqlRules(Policy policy) {
    this.policy = policy;
  }

  Map<String, Object> of(List<Account> accounts) {
    var administrators =
        accounts.stream().filter(SqlRules::seesAll).map(SqlRules::pattern).toList();
    var rules = new LinkedHashMap<String, Object>();
    rules.put("catalogs", catalogs(accounts));
    rules.put("schemas", List.of(Map.of("owner", false)));
    rules.put("tables", tables(accounts));
    rules.put(
        "functions",
        List.of(
            Map.of("catalog", "system", "schema", "builtin", "privileges", List.of("EXECUTE"))));
    rules.put("procedures", List.of());
    rules.put("queries", queries(accounts));
    rules.put("impersonation", List.of());
    rules.put("authorization", List.of());
    rules.put("system_information", each(administrators, "allow", List.of("read")));
    var properties = each(administrators, "allow", true);
    rules.put("catalog_session_properties", List.copyOf(properties));
    properties.add(Map.of("property", "time_zone_id|query_max_run_time", "allow", true));
    rules.put("system_session_properties", properties);
    return rules;
  }

  private static List<Map<String, ?>> catalogs(List<Account> accounts) {
    var rules = new ArrayList<Map<String, ?>>();
    rules.add(Map.of("user", SqlAccess.SERVING, "catalog", "lake", "allow", "read-only"));
    for (var account : accounts) {
      rules.add(Map.of("user", pattern(account), "catalog", "lake|system", "allow", "read-only"));
    }
    return rules;
  }

  private static List<Map<String, ?>> queries(List<Account> accounts) {
    var rules = new ArrayList<Map<String, ?>>();
    rules.add(Map.of("user", SqlAccess.SERVING, "allow", List.of("execute")));
    for (var account : accounts) {
      // His own are for everybody to see and to end; these are the others'.
      rules.add(
          Map.of(
              "user",
              pattern(account),
              "allow",
              seesAll(account) ? List.of("execute", "view", "kill") : List.of("execute")));
    }
    return rules;
  }

  private List<Map<String, ?>> tables(List<Account> accounts) {
    var rules = new ArrayList<Map<String, ?>>();
    rules.add(Map.of("user", SqlAccess.SERVING, "catalog", "lake", "privileges", READ));
    for (var account : accounts) {
      var user = pattern(account);
      if (seesAll(account)) {
        rules.add(Map.of("user", user, "privileges", READ));
        continue;
      }
      for (var table : LakeTables.all()) {
        rules.add(table(account, table));
        // A view asks its table as whoever asks the view: the table's rule holds.
        rules.add(of(user, table.namespace(), table.name() + "_latest"));
      }
      // What BI tools ask before they show a table; Trino leaves out what cannot be read.
      rules.add(Map.of("user", user, "catalog", "system", "schema", "jdbc", "privileges", READ));
    }
    return rules;
  }

  private Map<String, Object> table(Account account, LakeTable<?> table) {
    var rule = of(pattern(account), table.namespace(), table.name());
    var filter = filter(account, table);
    if (filter != null) {
      rule.put("filter", filter);
    }
    var masks =
        table.columns().stream()
            .map(LakeTable.TableColumn::name)
            .filter(column -> isHidden(account, column))
            .map(column -> Map.of("name", column, "mask", "NULL"))
            .toList();
    if (!masks.isEmpty()) {
      rule.put("columns", masks);
    }
    return rule;
  }

  /** Whether a column may tell an account of a person. */
  static boolean isPersonal(String table, String column, boolean limited) {
    return PERSONAL.containsKey(column)
        || table.equals(LakeTables.REFERENCE.name()) && REFERENCE.contains(column) && !limited;
  }

  private boolean isHidden(Account account, String column) {
    var sight = PERSONAL.get(column);
    return sight != null && !policy.allows(account.role(), sight);
  }

  private static @Nullable String filter(Account account, LakeTable<?> table) {
    if (account.hall() == null && account.district() == null) {
      return null;
    }
    if (has(table, "district") && !has(table, "hall_id")) {
      // Market entities belong to a district and to no hall.
      return account.hall() == null ? "district = " + quoted(account.district()) : "FALSE";
    }
    if (!has(table, "hall_id")) {
      // Reference data are everybody's, but for clerks, who belong to no one hall.
      return "type NOT IN ('staff', 'roster')";
    }
    return account.hall() != null
        ? "hall_id = " + quoted(account.hall())
        : "district = " + quoted(account.district());
  }

  private static boolean has(LakeTable<?> table, String name) {
    return table.columns().stream().anyMatch(column -> column.name().equals(name));
  }

  private static boolean seesAll(Account account) {
    return account.role() == Role.ADMINISTRATOR
        && account.hall() == null
        && account.district() == null;
  }

  private static Map<String, Object> of(String user, String schema, String table) {
    var rule = new LinkedHashMap<String, Object>();
    rule.put("user", user);
    rule.put("catalog", "lake");
    rule.put("schema", schema);
    rule.put("table", table);
    rule.put("privileges", READ);
    return rule;
  }

  private static List<Map<String, ?>> each(List<String> users, String name, Object value) {
    var rules = new ArrayList<Map<String, ?>>();
    users.forEach(user -> rules.add(Map.of("user", user, name, value)));
    return rules;
  }

  /** The account's name as a regular expression; names have no other such sign than the dot. */
  private static String pattern(Account account) {
    return account.name().replace(".", "\\.");
  }

  private static String quoted(@Nullable String value) {
    return "'%s'".formatted(String.valueOf(value).replace("'", "''"));
  }
}
