package dev.hayase.cli.verify;

import com.google.cloud.bigquery.BigQueryException;
import dev.hayase.cli.topics.CompletenessWatch;
import dev.hayase.pipeline.Pipeline;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;

/// Compares tables of a running pipeline.
///
/// The first pass reads both sides whole. Rows that differ may be on their way: they are compared
/// again, as they were in the source at one moment, once the table is complete through that moment.
/// A row that still differs, and has not changed in the source meanwhile, is proven different.
public final class Verification {
  private final Pipeline pipeline;
  private final Warehouse warehouse;
  private final Duration patience;

  /// @param patience how long a table may take to become complete through the moment of reading
  public Verification(Pipeline pipeline, Warehouse warehouse, Duration patience) {
    this.pipeline = pipeline;
    this.warehouse = warehouse;
    this.patience = patience;
  }

  /// The verdict on one table.
  public Verdict verify(ComparedTable table) {
    try (PostgresTables source = PostgresTables.connect(table.source());
        CompletenessWatch watch = CompletenessWatch.connect(pipeline.kafka())) {
      TwoSides sides = new TwoSides(table, source, warehouse);
      Catching catching = new Catching(watch, table, Instant.now().plus(patience));
      return new TableVerification(sides, catching, pipeline.kafka()).verdict();
    } catch (SQLException e) {
      return new Verdict.Unproven("the source could not be read: " + e.getMessage());
    } catch (UnreadableTableException | BigQueryException | KafkaException e) {
      return new Verdict.Unproven(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Unproven("it was interrupted");
    }
  }
}
