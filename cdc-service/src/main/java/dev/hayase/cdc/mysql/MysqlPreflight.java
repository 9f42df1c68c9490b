package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.source.Finding;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.pipeline.MysqlSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Everything that a look at a source of MySQL or MariaDB can say before its capture. Changes
/// nothing.
public final class MysqlPreflight {
  private static final long SHORT_SECONDS = Duration.ofDays(1).toSeconds();
  private static final double MOST_SKEW_SECONDS = 60;
  private static final String VARIABLES =
      """
      SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'binlog_expire_logs_seconds', 'gtid_mode',
        'binlog_row_metadata', 'character_set_server')\
      """;

  private final MysqlSource source;

  public MysqlPreflight(MysqlSource source) {
    this.source = source;
  }

  /// @throws DatabaseException when the database does not answer or does not let us in
  public List<Finding> findings() {
    try (Connection connection = new Sessions(source).open()) {
      double before = System.currentTimeMillis() / 1e3;
      double skew = ServerLog.micros(connection) / 1e6 - before;
      List<Finding> findings = new ArrayList<>(settings(variables(connection)));
      findings.add(skew(skew));
      try {
        new Preflight(source)
            .inspect(connection).stream().map(MysqlPreflight::table).forEach(findings::add);
      } catch (SetupException e) {
        findings.add(Finding.error(e.key(), e.matter(), e.remedy()));
      }
      return findings;
    } catch (SQLException e) {
      throw new DatabaseException("Source '%s' cannot be looked at".formatted(source.name()), e);
    }
  }

  private static Map<String, String> variables(Connection connection) throws SQLException {
    Map<String, String> variables = new HashMap<>();
    Sessions.rows(connection, VARIABLES)
        .forEach(row -> variables.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1)));
    return variables;
  }

  private List<Finding> settings(Map<String, String> variables) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.fine("version", variables.getOrDefault("version", "unknown")));
    long kept = Long.parseLong(variables.getOrDefault("binlog_expire_logs_seconds", "0"));
    findings.add(
        kept == 0 || kept >= SHORT_SECONDS
            ? Finding.fine(
                "binlog_expire_logs_seconds",
                kept == 0 ? "the log is kept for ever" : kept / 3_600 + " h of log are kept")
            : Finding.warning(
                "binlog_expire_logs_seconds",
                "is %d: a capture that is away for longer loses its place".formatted(kept),
                "Run: SET GLOBAL binlog_expire_logs_seconds = 604800; and write it into the server's"
                    + " configuration"));
    if (source.kind() == MysqlSource.Kind.MYSQL
        && !variables.getOrDefault("gtid_mode", "OFF").equalsIgnoreCase("ON")) {
      findings.add(
          Finding.warning(
              "gtid_mode",
              "is not ON: after a fail-over the place in the log means nothing, and the source takes a"
                  + " new snapshot",
              "Run: SET GLOBAL enforce_gtid_consistency = ON; SET GLOBAL gtid_mode = OFF_PERMISSIVE; SET"
                  + " GLOBAL gtid_mode = ON_PERMISSIVE; SET GLOBAL gtid_mode = ON"));
    }
    findings.add(
        Finding.fine(
            "character_set_server", variables.getOrDefault("character_set_server", "unknown")));
    return findings;
  }

  private static Finding skew(double seconds) {
    return Math.abs(seconds) < MOST_SKEW_SECONDS
        ? Finding.fine("clock", String.format(Locale.ROOT, "%.1f s from ours", seconds))
        : Finding.warning(
            "clock",
            String.format(
                Locale.ROOT,
                "is %.0f s from ours: T is by the server's clock, and so are alarms about it",
                seconds),
            "Let both machines follow one time (chrony, ntpd)");
  }

  private static Finding table(TableInspection table) {
    return table.isEligible()
        ? Finding.fine(table.topic().name(), "can be captured")
        : Finding.warning(table.topic().name(), "is left out", table.obstacle());
  }
}
