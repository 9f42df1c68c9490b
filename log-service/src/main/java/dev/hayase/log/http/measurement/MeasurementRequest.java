package dev.hayase.log.http.measurement;

import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import dev.hayase.log.stream.Documents;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request's events, each as a document of its own: its fields, and those of the request that it
/// has not itself, all as they were written.
final class MeasurementRequest {
  private static final String EVENTS = "events";
  private static final String TIME = "timestamp_micros";
  private static final int LONGEST_NAME = 100;

  private final RawFields request;
  private final List<Document> events;

  private MeasurementRequest(RawFields request, List<Document> events) {
    this.request = request;
    this.events = events;
  }

  /// Reads it; empty when it is no object with a list of events.
  static Optional<MeasurementRequest> read(Document body) {
    Optional<RawFields> request = RawFields.of(body);
    Document list = request.map(fields -> fields.values().get(EVENTS)).orElse(null);
    if (request.isEmpty() || list == null || list.array()[list.offset()] != '[') {
      return Optional.empty();
    }
    return Optional.of(
        new MeasurementRequest(request.get(), new Documents().in(list.bytes(), list.length())));
  }

  RawFields fields() {
    return request;
  }

  /// As they stand in the request.
  List<Document> events() {
    return events;
  }

  /// As they go on.
  ///
  /// @param origin which app or page sent them: a field's name and its value
  List<Offered> offered(String stream, Map<String, String> origin) {
    List<Offered> offered = new ArrayList<>(events.size());
    for (Document event : events) {
      offered.add(offered(stream, event, origin));
    }
    return offered;
  }

  private Offered offered(String stream, Document event, Map<String, String> origin) {
    Optional<RawFields> fields = RawFields.of(event);
    if (fields.isEmpty()) {
      return Offered.plain(stream, event);
    }
    return new Offered(
        stream,
        whole(event, fields.get(), origin),
        Optional.empty(),
        fields.get().text(TIME).or(() -> request.text(TIME)).flatMap(MeasurementRequest::time),
        fields.get().text("name").filter(name -> name.length() <= LONGEST_NAME),
        request.text("client_id").or(() -> request.text("app_instance_id")));
  }

  private Document whole(Document event, RawFields own, Map<String, String> origin) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.length() + 200);
    // Without the brace that ends it.
    bytes.write(event.array(), event.offset(), event.length() - 1);
    boolean first = own.values().isEmpty();
    for (Map.Entry<String, Document> field : request.values().entrySet()) {
      if (!field.getKey().equals(EVENTS) && !own.values().containsKey(field.getKey())) {
        Document value = field.getValue();
        append(bytes, first, field.getKey());
        bytes.write(value.array(), value.offset(), value.length());
        first = false;
      }
    }
    for (Map.Entry<String, String> field : origin.entrySet()) {
      if (!request.values().containsKey(field.getKey())
          && !own.values().containsKey(field.getKey())) {
        append(bytes, first, field.getKey());
        bytes.writeBytes(Quoted.json(field.getValue()));
        first = false;
      }
    }
    bytes.write('}');
    return Document.of(bytes.toByteArray());
  }

  private static void append(ByteArrayOutputStream bytes, boolean first, String name) {
    if (!first) {
      bytes.write(',');
    }
    bytes.writeBytes(Quoted.json(name));
    bytes.write(':');
  }

  private static Optional<Instant> time(String micros) {
    try {
      return Optional.of(Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS));
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
