package dev.hayase.log.http.otlp;

import dev.hayase.log.http.otlp.Message.Fields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A way through the records of an `ExportLogsServiceRequest`, without holding more than one.
final class LogsRequest {
  /// What a record takes in JSON beside its own bytes and those of its origin.
  private static final int NAMES_OF_FIELDS = 100;

  /// The field of the request.
  private static final int RESOURCE_LOGS = 1;

  /// The fields of `ResourceLogs`, whose head is the resource, and of `ScopeLogs`, whose head is
  /// the scope.
  private static final int HEAD = 1;

  private static final int INNER = 2;
  private static final int SCHEMA_URL = 3;

  private final Fields resources;
  private @Nullable Group resource;
  private @Nullable Group scope;

  LogsRequest(Message request) {
    resources = request.fields();
  }

  /// Messages with what all of them share.
  private record Group(Origin origin, Fields inner) {}

  /// A record as it was sent, and where it comes from.
  record Found(Message record, Origin origin) {}

  /// The next record; null at the end.
  ///
  /// @throws IOException when what is around the records cannot be read
  @Nullable Found next() throws IOException {
    while (true) {
      if (scope != null && scope.inner.next(INNER)) {
        return new Found(scope.inner.message(), scope.origin);
      }
      if (resource != null && resource.inner.next(INNER)) {
        scope = scope(resource.origin, resource.inner.message());
      } else if (resources.next(RESOURCE_LOGS)) {
        resource = resource(resources.message());
        scope = null;
      } else {
        return null;
      }
    }
  }

  /// About how many bytes its records make in JSON, where each of them carries its origin. Reads
  /// through the whole request.
  static long weight(Message request) throws IOException {
    long weight = 0;
    LogsRequest records = new LogsRequest(request);
    for (Found found = records.next(); found != null; found = records.next()) {
      weight += found.record.length() + found.origin.length() + NAMES_OF_FIELDS;
    }
    return weight;
  }

  private static Group resource(Message logs) throws IOException {
    Head head = Head.of(logs);
    return new Group(Origin.of(head.message, head.schemaUrl), logs.fields());
  }

  private static Group scope(Origin resource, Message logs) throws IOException {
    Head head = Head.of(logs);
    return new Group(resource.with(head.message, head.schemaUrl), logs.fields());
  }

  private record Head(Message message, String schemaUrl) {
    static Head of(Message logs) throws IOException {
      Message message = Message.EMPTY;
      String schemaUrl = "";
      Fields fields = logs.fields();
      while (fields.next()) {
        switch (fields.number()) {
          case HEAD -> message = fields.message();
          case SCHEMA_URL -> schemaUrl = fields.text();
          default -> {}
        }
      }
      return new Head(message, schemaUrl);
    }
  }
}
