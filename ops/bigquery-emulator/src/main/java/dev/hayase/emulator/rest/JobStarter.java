package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.googlesql.GoogleSql;
import dev.hayase.emulator.job.CopyWork;
import dev.hayase.emulator.job.Destination;
import dev.hayase.emulator.job.Job;
import dev.hayase.emulator.job.JobName;
import dev.hayase.emulator.job.JobResource;
import dev.hayase.emulator.job.Jobs;
import dev.hayase.emulator.job.LoadConfiguration;
import dev.hayase.emulator.job.LoadWork;
import dev.hayase.emulator.job.Members;
import dev.hayase.emulator.job.ParquetWork;
import dev.hayase.emulator.job.QueryWork;
import dev.hayase.emulator.job.Work;
import dev.hayase.emulator.load.Spool;
import dev.hayase.emulator.query.ColumnDefaults;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.store.Warehouse;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes jobs of their configurations, and starts them.
final class JobStarter {
  private final Warehouse warehouse;
  private final QueryEngine queries;
  private final Jobs jobs;
  private final Destination destination;

  JobStarter(Warehouse warehouse, QueryEngine queries, Jobs jobs) {
    this.warehouse = warehouse;
    this.queries = queries;
    this.jobs = jobs;
    this.destination = new Destination(warehouse, queries);
  }

  /// Starts what `jobs.insert` was given.
  ///
  /// @param upload the content of a load job
  Job start(JsonObject resource, String project, Optional<Spool> upload) {
    Members body = Members.of(resource, "");
    Members configuration = body.require("configuration");
    JobName name = name(body, project);
    return jobs.start(name, configuration.json(), work(configuration, project, upload));
  }

  /// The answer to a job that is only checked.
  JsonObject dryRun(JsonObject resource, String project) {
    Members body = Members.of(resource, "");
    Members configuration = body.require("configuration");
    if (!configuration.has("query")) {
      throw BigQueryException.invalid("dryRun is only supported for query jobs");
    }
    QueryResult result = query(configuration.require("query"), project, true).get();
    return JobResource.dryRun(name(body, project), configuration.json(), result);
  }

  private static JobName name(Members body, String project) {
    Optional<Members> reference = body.object("jobReference");
    String location =
        reference
            .flatMap(given -> given.text("location"))
            .filter(text -> !text.isEmpty())
            .orElse("US");
    return reference
        .flatMap(given -> given.text("jobId"))
        .map(id -> new JobName(project, location, id))
        .orElseGet(() -> JobName.fresh(project, location));
  }

  private Work work(Members configuration, String project, Optional<Spool> upload) {
    if (configuration.has("load")) {
      Members load = configuration.require("load");
      LoadConfiguration.requireUpload(load);
      Spool file =
          upload.orElseThrow(() ->
              BigQueryException.invalid("Load configuration must specify at least one source URI"));
      return load.text("sourceFormat").orElse("").equalsIgnoreCase("PARQUET")
          ? new ParquetWork(load, project, file, warehouse, destination)
          : new LoadWork(
              LoadConfiguration.of(load, project),
              file,
              destination,
              new ColumnDefaults(warehouse));
    }
    if (upload.isPresent()) {
      throw BigQueryException.invalid("Uploads are only supported for load jobs");
    }
    if (configuration.has("copy")) {
      return CopyWork.of(configuration.require("copy"), project, warehouse, destination);
    }
    if (configuration.has("extract")) {
      throw BigQueryException.unimplemented("bigquery.jobs.insert of extract jobs");
    }
    if (!configuration.has("query")) {
      throw BigQueryException.refused(
          400,
          "required",
          "INVALID_ARGUMENT",
          "Required parameter is missing: configuration.query, load, copy or extract");
    }
    Members query = configuration.require("query");
    if (query.has("tableDefinitions")) {
      throw BigQueryException.unimplemented("bigquery.jobs.insert with tableDefinitions");
    }
    return QueryWork.of(query(query, project, false), query, project, destination);
  }

  /// @param configuration `configuration.query`, or the body of `jobs.query`
  Supplier<QueryResult> query(Members configuration, String project, boolean dryRun) {
    String sql =
        configuration
            .text("query")
            .filter(text -> !text.isBlank())
            .orElseThrow(() ->
                BigQueryException.refused(
                    400, "required", "INVALID_ARGUMENT", "Required parameter is missing: query"));
    Optional<String> dataset =
        configuration.object("defaultDataset").flatMap(json -> json.text("datasetId"));
    var parameters = QueryParameters.read(configuration.json().get("queryParameters"));
    // https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query: the default is true.
    boolean legacy = configuration.flag("useLegacySql", true);
    return () -> {
      if (legacy) {
        GoogleSql.requireSameInLegacySql(sql);
      }
      return queries.query(sql, project, dataset, parameters, dryRun);
    };
  }
}
