package dev.hayase.engine.plan;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The learning platform's tables and streams, and pipelines over them.
final class School {
  private static final TableSchema PAYMENTS =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64).in(Column.Mode.REQUIRED),
              Column.nullable("learner_id", ColumnType.INT64),
              Column.nullable("plan", ColumnType.STRING),
              Column.nullable("state", ColumnType.STRING),
              Column.decimal("amount", ColumnType.NUMERIC, 10, 2),
              Column.nullable("weight", ColumnType.FLOAT64),
              Column.nullable("note", ColumnType.JSON),
              Column.nullable("paid_at", ColumnType.TIMESTAMP),
              Column.nullable("valid_until", ColumnType.TIMESTAMP)),
          List.of("id"));
  private static final TableSchema ENROLMENTS =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64).in(Column.Mode.REQUIRED),
              Column.nullable("course_id", ColumnType.INT64),
              Column.nullable("learner_id", ColumnType.INT64)),
          List.of("id"));

  static final SourceSchemas SCHEMAS =
      topic ->
          Optional.ofNullable(
              switch (topic) {
                case "school.public.payments" -> SourceSchema.changes(PAYMENTS);
                case "school.public.enrolments" -> SourceSchema.changes(ENROLMENTS);
                case "school.public.keyless" ->
                    SourceSchema.changes(TableSchema.of(ENROLMENTS.columns(), List.of()));
                case "logs.page" -> SourceSchema.events(Optional.empty());
                default -> null;
              });

  private static final String PIPELINE =
      """
      kafka: {bootstrap-servers: "localhost:9092"}
      bigquery: {project: hayase-local, dataset: school}
      sources:
        school: {type: postgresql, host: localhost, database: school, username: hayase, password: "${PASSWORD}"}
      streams: {page: {}}
      log: {open: true}
      aggregations:
      """;

  private School() {}

  /// What `pipeline.yaml` says under `aggregations`.
  static SequencedMap<String, AggregationSettings> declared(String aggregations) {
    try {
      Path file = Files.createTempFile("pipeline", ".yaml");
      try {
        Files.writeString(file, PIPELINE + aggregations.indent(2));
        return PipelineFile.read(file, _ -> "s3cret").aggregations();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What becomes of the first aggregation.
  static PlanOutcome outcome(String aggregations) {
    return Planner.all(declared(aggregations), SCHEMAS).firstEntry().getValue();
  }

  static AggregationPlan plan(String aggregations) {
    PlanOutcome outcome = outcome(aggregations);
    return outcome.plan().orElseThrow(() -> new AssertionError(outcome.problems()));
  }
}
