package dev.hayase.cdc.change;

import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// Where a change stands in its source, under the names of the envelope's source block: the value
/// of a letter. No value of the row is in it.
final class Whereabouts {
  private Whereabouts() {}

  static byte[] of(Operation operation, Origin origin) {
    ObjectNode document = Json.object();
    document.put("op", operation.code());
    ObjectNode source = document.putObject("source");
    source.put("connector", origin.connector());
    source.put("name", origin.source());
    source.put("db", origin.database());
    source.put("schema", origin.schema());
    source.put("table", origin.table());
    source.put("ts_us", origin.commitMicros());
    source.put("snapshot", origin.snapshot());
    Long lsn = origin.lsn();
    if (lsn != null) {
      source.put("lsn", lsn);
    }
    Long transaction = origin.transactionId();
    if (transaction != null) {
      source.put("txId", transaction);
    }
    Origin.Binlog binlog = origin.binlog();
    if (binlog != null) {
      source.put("file", binlog.file());
      source.put("pos", binlog.pos());
      source.put("row", binlog.row());
      if (binlog.gtid() != null) {
        source.put("gtid", binlog.gtid());
      }
    }
    return Json.bytes(document);
  }
}
