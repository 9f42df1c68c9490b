package dev.hayase.emulator.job;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.query.QueryResult;
import java.util.List;
import java.util.Locale;

/// Jobs in REST's form (https://cloud.google.com/bigquery/docs/reference/rest/v2/Job).
public final class JobResource {
  /// Where results stand as tables: hidden, as BigQuery's are.
  private static final String RESULTS = "_results";

  private static final String RESULT_PREFIX = "anon";

  private JobResource() {}

  /// As `jobs.get` answers it.
  public static JsonObject full(Job job) {
    JsonObject resource = new JsonObject();
    resource.addProperty("kind", "bigquery#job");
    resource.addProperty("id", job.name().toString());
    resource.add("jobReference", job.name().reference());
    resource.add("configuration", configuration(job));
    resource.add("status", status(job));
    resource.add("statistics", statistics(job));
    resource.addProperty("user_email", "emulator@localhost");
    return resource;
  }

  /// As `jobs.list` answers it.
  ///
  /// @param withConfiguration the projection `full`
  public static JsonObject listed(Job job, boolean withConfiguration) {
    JsonObject resource = full(job);
    if (!withConfiguration) {
      resource.remove("configuration");
    }
    JsonObject status = resource.getAsJsonObject("status");
    resource.add("state", status.get("state"));
    if (status.has("errorResult")) {
      resource.add("errorResult", status.get("errorResult"));
    }
    return resource;
  }

  /// `PENDING`, `RUNNING` or `DONE`.
  public static String state(Job job) {
    return status(job).get("state").getAsString();
  }

  /// The answer to a query that was only checked.
  public static JsonObject dryRun(JobName name, JsonObject configuration, QueryResult result) {
    JsonObject status = new JsonObject();
    status.addProperty("state", "DONE");
    JsonObject statistics = new JsonObject();
    statistics.addProperty("totalBytesProcessed", "0");
    statistics.add("query", QueryWork.statistics(result));
    JsonObject configured = configuration.deepCopy();
    configured.addProperty("jobType", "QUERY");
    JsonObject resource = new JsonObject();
    resource.addProperty("kind", "bigquery#job");
    resource.addProperty("id", name.toString());
    resource.add("jobReference", name.reference());
    resource.add("configuration", configured);
    resource.add("status", status);
    resource.add("statistics", statistics);
    return resource;
  }

  private static JsonObject configuration(Job job) {
    JsonObject configuration = job.configuration().deepCopy();
    configuration.addProperty("jobType", job.work().type());
    if (configuration.get("query") instanceof JsonObject query
        && !query.has("destinationTable")
        && job.state() instanceof Job.State.Succeeded(Work.Done done)
        && done.result().filter(result -> result.affectedRows().isEmpty()).isPresent()) {
      query.add("destinationTable", resultTable(job.name()));
    }
    return configuration;
  }

  /// The reference of a job's result as a table: clients read the later pages of it.
  private static JsonObject resultTable(JobName job) {
    JsonObject table = new JsonObject();
    table.addProperty("projectId", job.project());
    table.addProperty("datasetId", RESULTS);
    table.addProperty("tableId", RESULT_PREFIX + job.id());
    return table;
  }

  /// @return the id of the job whose result this is, or an empty text
  static String jobOf(TableName table) {
    return table.dataset().equals(RESULTS) && table.table().startsWith(RESULT_PREFIX)
        ? table.table().substring(RESULT_PREFIX.length())
        : "";
  }

  private static JsonObject status(Job job) {
    JsonObject status = new JsonObject();
    switch (job.state()) {
      case Job.State.Pending _ -> status.addProperty("state", "PENDING");
      case Job.State.Running _ -> status.addProperty("state", "RUNNING");
      case Job.State.Succeeded(Work.Done done) -> {
        status.addProperty("state", "DONE");
        if (!done.warnings().isEmpty()) {
          status.add("errors", errors("invalid", done.warnings()));
        }
      }
      case Job.State.Failed(BigQueryException error, List<String> messages) -> {
        status.addProperty("state", "DONE");
        JsonArray errors = errors(error.reason(), messages);
        status.add("errorResult", errors.get(0).deepCopy());
        status.add("errors", errors);
      }
    }
    return status;
  }

  private static JsonArray errors(String reason, List<String> messages) {
    JsonArray errors = new JsonArray();
    for (String message : messages) {
      JsonObject error = new JsonObject();
      error.addProperty("reason", reason);
      if (reason.equals("invalidQuery")) {
        error.addProperty("location", "query");
      }
      error.addProperty("message", message);
      errors.add(error);
    }
    return errors;
  }

  private static JsonObject statistics(Job job) {
    JsonObject statistics = new JsonObject();
    statistics.addProperty("creationTime", Long.toString(job.created()));
    if (!(job.state() instanceof Job.State.Pending)) {
      statistics.addProperty("startTime", Long.toString(job.started()));
    }
    if (job.isDone()) {
      statistics.addProperty("endTime", Long.toString(job.ended()));
      statistics.addProperty("totalSlotMs", "0");
    }
    if (job.state() instanceof Job.State.Succeeded(Work.Done done)) {
      statistics.add(job.work().type().toLowerCase(Locale.ROOT), done.statistics());
      if (done.result().isPresent()) {
        statistics.addProperty("totalBytesProcessed", "0");
      }
    }
    return statistics;
  }
}
