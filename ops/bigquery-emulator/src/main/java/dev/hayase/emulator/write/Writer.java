package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.hayase.emulator.row.ChangeMode;
import dev.hayase.emulator.row.RowPlan;
import dev.hayase.emulator.row.SchemaProblem;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Versions;
import io.grpc.Status.Code;

/// What a connection currently writes to, and how.
///
/// @param version the table's schema as the writer was last told of
record Writer(
    StreamName stream,
    StoredTable table,
    DescriptorProto descriptor,
    RowPlan plan,
    Versions.Version version) {

  static Writer open(
      StreamName stream, StoredTable table, DescriptorProto descriptor, Versions.Version version)
      throws SchemaProblem {
    RowPlan plan = RowPlan.compile(descriptor, version.definition().schema(), ChangeMode.INSERT);
    return new Writer(stream, table, descriptor, plan, version);
  }

  Writer in(ChangeMode mode) {
    return plan.mode() == mode
        ? this
        : new Writer(stream, table, descriptor, plan.in(mode), version);
  }

  Writer told(Versions.Version newer) {
    return new Writer(stream, table, descriptor, plan, newer);
  }

  static Refusal refusal(SchemaProblem problem, StreamName stream) {
    String message = problem.text() + " Entity: " + stream.resource();
    return problem.isExtraFields()
        ? Refusal.storage(
            Code.INVALID_ARGUMENT,
            StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS,
            stream.resource(),
            message)
        : Refusal.plain(Code.INVALID_ARGUMENT, message);
  }
}
