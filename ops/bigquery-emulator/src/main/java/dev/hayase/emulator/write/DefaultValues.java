package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.query.ColumnDefaults;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.Warehouse;
import io.grpc.Status.Code;
import java.util.Map;

/// What the missing values of one connection's rows become.
final class DefaultValues {
  private final ColumnDefaults columnDefaults;
  private MissingValues missing = MissingValues.NULLS;

  DefaultValues(Warehouse warehouse) {
    this.columnDefaults = new ColumnDefaults(warehouse);
  }

  /// The values, by lower-case column name, for the rows of this request.
  Map<String, Object> of(Writer writer, AppendRowsRequest request) throws Refused {
    missing = missing.then(request);
    MissingValues now = missing;
    if (now.neverUseDefault()) {
      return Map.of();
    }
    try {
      return columnDefaults.evaluate(writer.table().definition(), now::useDefault);
    } catch (BigQueryException | StoreException e) {
      throw Refused.request(
          Refusal.plain(
              Code.INVALID_ARGUMENT, "A default value cannot be computed: " + e.getMessage()));
    }
  }
}
