package dev.hayase.emulator.query;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.Warehouse.DatasetName;
import java.util.Optional;

/// What DDL did, as the job's statistics say it.
///
/// @param operation `ddlOperationPerformed`: CREATE, SKIP, REPLACE, ALTER or DROP
/// @param table `ddlTargetTable`
/// @param dataset `ddlTargetDataset`
public record DdlStatistics(
    String operation, Optional<TableName> table, Optional<DatasetName> dataset) {
  void describe(JsonObject statistics) {
    statistics.addProperty("ddlOperationPerformed", operation);
    table.ifPresent(name -> {
      JsonObject target = new JsonObject();
      target.addProperty("projectId", name.project());
      target.addProperty("datasetId", name.dataset());
      target.addProperty("tableId", name.table());
      statistics.add("ddlTargetTable", target);
    });
    dataset.ifPresent(name -> {
      JsonObject target = new JsonObject();
      target.addProperty("projectId", name.project());
      target.addProperty("datasetId", name.dataset());
      statistics.add("ddlTargetDataset", target);
    });
  }

  static DdlStatistics of(String operation, TableName table) {
    return new DdlStatistics(operation, Optional.of(table), Optional.empty());
  }

  static DdlStatistics of(String operation, DatasetName dataset) {
    return new DdlStatistics(operation, Optional.empty(), Optional.of(dataset));
  }
}
