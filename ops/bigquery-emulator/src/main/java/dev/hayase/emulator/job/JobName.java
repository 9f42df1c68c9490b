package dev.hayase.emulator.job;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.UUID;
import java.util.regex.Pattern;

/// A job's full name.
public record JobName(String project, String location, String id) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,1024}");

  public JobName {
    if (!ID.matcher(id).matches()) {
      throw BigQueryException.invalid(
          "Invalid job ID \""
              + id
              + "\". Job IDs must be alphanumeric (plus underscores and dashes) and must be at most"
              + " 1024 characters long.");
    }
  }

  /// A name that nobody has.
  public static JobName fresh(String project, String location) {
    return new JobName(project, location, "job_" + UUID.randomUUID().toString().replace('-', '_'));
  }

  public JsonObject reference() {
    JsonObject reference = new JsonObject();
    reference.addProperty("projectId", project);
    reference.addProperty("jobId", id);
    reference.addProperty("location", location);
    return reference;
  }

  /// `p:US.id`, as BigQuery's messages write it.
  @Override
  public String toString() {
    return project + ":" + location + "." + id;
  }
}
