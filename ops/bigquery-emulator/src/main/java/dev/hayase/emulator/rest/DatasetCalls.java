package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.store.Warehouse;
import dev.hayase.emulator.store.Warehouse.DatasetName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `bigquery.datasets.*`.
final class DatasetCalls {
  private final Warehouse warehouse;

  DatasetCalls(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  JsonObject answer(Request request, String project, @Nullable String dataset) {
    if (dataset == null) {
      return switch (request.method()) {
        case "GET" -> list(request, project);
        case "POST" -> insert(request, project);
        default -> throw Routes.noSuchMethod(request);
      };
    }
    DatasetName name = new DatasetName(project, dataset);
    return switch (request.method()) {
      case "GET" -> describe(name);
      case "PATCH" ->
          replace(request, name, Resources.patched(warehouse.requireDataset(name), request.body()));
      case "PUT" -> replace(request, name, request.body());
      case "DELETE" -> {
        warehouse.deleteDataset(name, request.flag("deleteContents"));
        yield Routes.NO_CONTENT;
      }
      default -> throw Routes.noSuchMethod(request);
    };
  }

  private JsonObject insert(Request request, String project) {
    String id =
        Resources.dataset(Resources.reference(request.body(), "datasetReference", "datasetId"));
    DatasetName name = new DatasetName(project, id);
    JsonObject resource = Resources.written(request.body(), "creationTime");
    if (!resource.has("location")) {
      resource.addProperty("location", "US");
    }
    warehouse.createDataset(name, resource);
    return describe(name);
  }

  private JsonObject replace(Request request, DatasetName name, JsonObject body) {
    JsonObject before = warehouse.requireDataset(name);
    JsonObject resource = Resources.written(body, "creationTime");
    resource.add("creationTime", before.get("creationTime"));
    resource.add("location", before.get("location"));
    warehouse.replaceDataset(name, Resources.expected(request), resource);
    return describe(name);
  }

  private JsonObject list(Request request, String project) {
    LabelFilter filter = LabelFilter.parse(request.query().getOrDefault("filter", ""));
    boolean all = request.flag("all");
    List<DatasetName> names =
        warehouse.datasets(project).stream()
            .filter(name -> all || !name.dataset().startsWith("_"))
            .filter(name -> filter.matches(describe(name)))
            .toList();
    Page page = Page.of(request, 50, names.size());
    JsonArray datasets = new JsonArray();
    for (DatasetName name : names.subList(page.from(), page.to())) {
      JsonObject full = describe(name);
      JsonObject item = new JsonObject();
      for (String member :
          List.of("id", "datasetReference", "labels", "friendlyName", "location", "type")) {
        if (full.has(member)) {
          item.add(member, full.get(member));
        }
      }
      item.addProperty("kind", "bigquery#dataset");
      datasets.add(item);
    }
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#datasetList");
    if (!datasets.isEmpty()) {
      body.add("datasets", datasets);
    }
    page.next().ifPresent(token -> body.addProperty("nextPageToken", token));
    return body;
  }

  private JsonObject describe(DatasetName name) {
    JsonObject resource = warehouse.requireDataset(name).deepCopy();
    JsonObject reference = new JsonObject();
    reference.addProperty("projectId", name.project());
    reference.addProperty("datasetId", name.dataset());
    resource.addProperty("kind", "bigquery#dataset");
    resource.addProperty("id", name.toString());
    resource.add("datasetReference", reference);
    resource.addProperty("type", "DEFAULT");
    return resource;
  }
}
