package dev.hayase.cdc.postgres;

import static dev.hayase.cdc.source.Finding.error;
import static dev.hayase.cdc.source.Finding.fine;
import static dev.hayase.cdc.source.Finding.warning;

import dev.hayase.cdc.source.Finding;
import dev.hayase.pipeline.PostgresSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What settings of a server mean for a capture: pure rules over what the server says. Each answer
/// that is not fine has the statement that changes it.
final class Checkup {
  private static final int FAILOVER_SLOTS = 170_000;
  private static final int IDLE_TIMEOUT = 180_000;
  private static final double MOST_SKEW_SECONDS = 60;

  private Checkup() {}

  /// The settings that are asked for.
  static List<String> settings() {
    return List.of(
        "max_replication_slots",
        "max_wal_senders",
        "max_slot_wal_keep_size",
        "idle_replication_slot_timeout",
        "sync_replication_slots",
        "synchronized_standby_slots",
        "wal_sender_timeout",
        "server_encoding");
  }

  /// What a server says of itself.
  ///
  /// @param settings by name, those that it knows
  /// @param slots that are in use, whether read or not
  /// @param ownSlot whether one of them is ours
  /// @param senders that are running
  /// @param standbys that are connected
  /// @param skewSeconds its clock less ours
  record Facts(
      int version,
      Map<String, String> settings,
      int slots,
      boolean ownSlot,
      boolean failover,
      int senders,
      int standbys,
      double skewSeconds) {
    Facts {
      settings = Map.copyOf(settings);
    }

    String setting(String name) {
      return settings.getOrDefault(name, "");
    }
  }

  static List<Finding> of(Facts facts, PostgresSource source) {
    List<Finding> findings = new ArrayList<>();
    findings.add(fine("version", "PostgreSQL " + facts.version() / 10_000));
    findings.add(slots(facts));
    findings.add(senders(facts));
    findings.add(retention(facts, source));
    if (facts.version() >= IDLE_TIMEOUT) {
      findings.add(idleTimeout(facts));
    }
    if (facts.version() >= FAILOVER_SLOTS && facts.standbys() > 0) {
      findings.addAll(failover(facts, source));
    }
    findings.add(skew(facts));
    findings.add(
        facts.setting("server_encoding").equals("UTF8")
            ? fine("server_encoding", "UTF8")
            : warning(
                "server_encoding",
                "is %s: texts that are not valid in it cannot be read"
                    .formatted(facts.setting("server_encoding")),
                "Nothing while texts are well-formed; a new database with ENCODING 'UTF8' is safe"));
    return findings;
  }

  private static Finding slots(Facts facts) {
    int most = Integer.parseInt(facts.setting("max_replication_slots"));
    return facts.ownSlot() || facts.slots() < most
        ? fine("max_replication_slots", "%d of %d in use".formatted(facts.slots(), most))
        : error(
            "max_replication_slots",
            "all %d slots are in use".formatted(most),
            "Run, as superuser: ALTER SYSTEM SET max_replication_slots = %d; then restart the server"
                .formatted(most + 10));
  }

  private static Finding senders(Facts facts) {
    int most = Integer.parseInt(facts.setting("max_wal_senders"));
    return facts.senders() < most
        ? fine("max_wal_senders", "%d of %d in use".formatted(facts.senders(), most))
        : error(
            "max_wal_senders",
            "all %d senders are in use".formatted(most),
            "Run, as superuser: ALTER SYSTEM SET max_wal_senders = %d; then restart the server"
                .formatted(most + 10));
  }

  private static Finding retention(Facts facts, PostgresSource source) {
    String size = facts.setting("max_slot_wal_keep_size");
    if (!size.equals("-1")) {
      return fine("max_slot_wal_keep_size", size + ": beyond it the capture loses its place");
    }
    return source.walBudget().isPresent()
        ? fine("max_slot_wal_keep_size", "without limit; the source's wal-budget watches over it")
        : warning(
            "max_slot_wal_keep_size",
            "is without limit: a capture that is away can fill the server's disk",
            "Run, as superuser: ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; SELECT"
                + " pg_reload_conf(); or write sources.%s.wal-budget".formatted(source.name()));
  }

  private static Finding idleTimeout(Facts facts) {
    String timeout = facts.setting("idle_replication_slot_timeout");
    return timeout.equals("0")
        ? fine("idle_replication_slot_timeout", "off")
        : warning(
            "idle_replication_slot_timeout",
            "is %s: a capture that is away for longer loses its place".formatted(timeout),
            "Run, as superuser: ALTER SYSTEM SET idle_replication_slot_timeout = 0; SELECT"
                + " pg_reload_conf()");
  }

  private static List<Finding> failover(Facts facts, PostgresSource source) {
    List<Finding> findings = new ArrayList<>();
    if (facts.ownSlot() && !facts.failover()) {
      findings.add(
          warning(
              "failover",
              "standbys do not get the slot '%s': after a fail-over it is gone"
                  .formatted(source.slot()),
              "While the capture is stopped, on a replication connection: ALTER_REPLICATION_SLOT %s"
                      .formatted(source.slot())
                  + " (FAILOVER true)"));
    }
    if (facts.setting("synchronized_standby_slots").isEmpty()) {
      findings.add(
          warning(
              "synchronized_standby_slots",
              "is empty: the capture may read what a standby does not have yet, and would be ahead of"
                  + " it after a fail-over",
              "Run, as superuser: ALTER SYSTEM SET synchronized_standby_slots = '<the standbys' physical"
                  + " slots>'; SELECT pg_reload_conf(); on the standbys: sync_replication_slots = on,"
                  + " hot_standby_feedback = on"));
    }
    return findings;
  }

  private static Finding skew(Facts facts) {
    return Math.abs(facts.skewSeconds()) < MOST_SKEW_SECONDS
        ? fine("clock", String.format(Locale.ROOT, "%.1f s from ours", facts.skewSeconds()))
        : warning(
            "clock",
            String.format(
                Locale.ROOT,
                "is %.0f s from ours: T is by the server's clock, and so are alarms about it",
                facts.skewSeconds()),
            "Let both machines follow one time (chrony, ntpd)");
  }
}
