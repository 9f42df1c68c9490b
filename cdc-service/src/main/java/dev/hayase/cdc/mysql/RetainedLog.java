package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.BinlogPlace;
import dev.hayase.pipeline.MysqlSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server still has of its log.
///
/// @param files the names of its files, the oldest first
/// @param domains MariaDB: the last transaction before the oldest file, by replication domain;
///   empty for MySQL
record RetainedLog(List<String> files, Map<Long, Long> domains) {
  RetainedLog {
    files = List.copyOf(files);
    domains = Map.copyOf(domains);
  }

  static RetainedLog of(Connection connection, MysqlSource.Kind kind) throws SQLException {
    List<String> files = ServerLog.files(connection);
    Map<Long, Long> domains =
        switch (kind) {
          case MYSQL -> Map.of();
          case MARIADB -> {
            String query = "SELECT BINLOG_GTID_POS('%s', 4)".formatted(files.getFirst());
            yield domains(Sessions.text(connection, query));
          }
        };
    return new RetainedLog(files, domains);
  }

  /// Why the log cannot be read on from a place; empty when it can.
  Optional<String> missing(BinlogPlace place) {
    if (files.contains(place.file())) {
      return Optional.empty();
    }
    if (!domains.isEmpty() && !place.gtids().isEmpty() && reaches(domains(place.gtids()))) {
      return Optional.empty();
    }
    return Optional.of(
        "stands in the file %s of the binary log, which the server has purged (its oldest is %s)"
            .formatted(place.file(), files.isEmpty() ? "none" : files.getFirst()));
  }

  private boolean reaches(Map<Long, Long> read) {
    return domains.entrySet().stream()
        .allMatch(e -> read.getOrDefault(e.getKey(), 0L) >= e.getValue());
  }

  /// `0-1-42,1-2-7`: domain, server and number.
  static Map<Long, Long> domains(String gtids) {
    Map<Long, Long> domains = new HashMap<>();
    for (String gtid : gtids.split(",", -1)) {
      String[] parts = gtid.strip().split("-", -1);
      if (parts.length == 3) {
        domains.merge(Long.parseLong(parts[0]), Long.parseLong(parts[2]), Math::max);
      }
    }
    return domains;
  }
}
