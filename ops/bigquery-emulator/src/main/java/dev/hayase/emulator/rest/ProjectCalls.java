package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.store.Warehouse;
import java.util.TreeSet;

/// `projects.list`, and a sign of life at the root.
final class ProjectCalls {
  private final Warehouse warehouse;
  private final String defaultProject;

  ProjectCalls(Warehouse warehouse, String defaultProject) {
    this.warehouse = warehouse;
    this.defaultProject = defaultProject;
  }

  JsonObject alive() {
    JsonObject body = new JsonObject();
    body.addProperty("service", "bigquery-emulator");
    return body;
  }

  /// The account that encrypts a project's tables; there is none, but clients ask for its name.
  JsonObject serviceAccount(String project) {
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#getServiceAccountResponse");
    body.addProperty("email", "bq-" + project + "@bigquery-encryption.iam.gserviceaccount.com");
    return body;
  }

  JsonObject list() {
    TreeSet<String> names = new TreeSet<>(warehouse.projects());
    names.add(defaultProject);
    JsonArray projects = new JsonArray();
    for (String name : names) {
      JsonObject reference = new JsonObject();
      reference.addProperty("projectId", name);
      JsonObject project = new JsonObject();
      project.addProperty("kind", "bigquery#project");
      project.addProperty("id", name);
      project.addProperty("friendlyName", name);
      project.add("projectReference", reference);
      projects.add(project);
    }
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#projectList");
    body.addProperty("totalItems", projects.size());
    body.add("projects", projects);
    return body;
  }
}
