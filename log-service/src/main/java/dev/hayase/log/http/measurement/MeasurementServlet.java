package dev.hayase.log.http.measurement;

import dev.hayase.event.wire.Json;
import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.http.Body;
import dev.hayase.log.http.DialectServlet;
import dev.hayase.log.http.Door;
import dev.hayase.log.http.RequestRefusedException;
import dev.hayase.log.http.RequestRefusedException.Kind;
import dev.hayase.log.intake.Intake;
import dev.hayase.log.stream.Streams;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /mp/collect`, which tells the truth, unlike Google's; and `/debug/mp/collect`, which
/// stores nothing and says what Google would not like.
public final class MeasurementServlet extends DialectServlet {
  public static final String PATH = "/mp/collect";
  public static final String DEBUG = "/debug/mp/collect";

  private static final long serialVersionUID = 1;
  private static final String DIALECT = "measurement";
  private static final String STREAM = "ga4";
  private static final List<String> ORIGINS = List.of("measurement_id", "firebase_app_id");

  private final transient Streams streams;
  private final transient Intake intake;
  private final transient InstantSource clock;

  public MeasurementServlet(Door door, Streams streams, Intake intake, InstantSource clock) {
    super(door);
    this.streams = streams;
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  protected void take(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Instant received = clock.instant();
    if (!request.getMethod().equals("POST")) {
      throw new RequestRefusedException(Kind.WRONG_METHOD, "Events are posted");
    }
    Query query = Query.of(request.getQueryString());
    Sender sender = door().sender(request, query.find("api_secret"));
    try (Room room = door().room(sender)) {
      Body body = door().body(request, room);
      Document document = new Document(body.bytes(), 0, body.length());
      if (request.getServletPath().equals(DEBUG)) {
        write(response, HttpServletResponse.SC_OK, validation(Validation.of(document)));
      } else {
        collect(sender, room, received, document, origin(query), response);
      }
    }
  }

  private void collect(
      Sender sender,
      Room room,
      Instant received,
      Document body,
      Map<String, String> origin,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    String stream = stream(sender);
    // What cannot be read is quarantined whole: nobody would send it again.
    List<Offered> events =
        MeasurementRequest.read(body)
            .map(read -> read.offered(stream, origin))
            .orElseGet(() -> List.of(unreadable(stream, body)));
    List<Receipt> receipts =
        intake.take(
            new Delivery(
                sender.name(),
                DIALECT,
                received,
                Optional.empty(),
                // Senders do not repeat requests: equal events of two requests are two.
                Optional.of(UUID.randomUUID().toString()),
                events),
            room,
            sender::maySendTo);
    if (receipts.stream().anyMatch(Receipt.Retry.class::isInstance)) {
      response.setHeader("Retry-After", Long.toString(door().retryAfter().toSeconds()));
      write(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          error("Not all of the events were stored"));
      return;
    }
    for (Receipt receipt : receipts) {
      if (receipt instanceof Receipt.Refused(String reason)) {
        throw new RequestRefusedException(Kind.TOO_LARGE, reason);
      }
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static Offered unreadable(String stream, Document body) {
    if (RawFields.of(body).isPresent()) {
      throw new RequestRefusedException(Kind.MALFORMED, "The request has no list of events");
    }
    return Offered.plain(stream, body);
  }

  /// The protocol names none: the only one that the key is for, or else `ga4`.
  private String stream(Sender sender) {
    String name =
        sender.streams().size() == 1 && !sender.maySendTo(STREAM)
            ? sender.streams().iterator().next()
            : STREAM;
    if (streams.plan(name).isEmpty()) {
      throw new RequestRefusedException(
          Kind.NOT_FOUND, "There is no stream " + name + "; a key that is for one stream names it");
    }
    if (!sender.maySendTo(name)) {
      throw new RequestRefusedException(
          Kind.FORBIDDEN, "The key %s is not for the stream %s".formatted(sender.name(), name));
    }
    return name;
  }

  private static Map<String, String> origin(Query query) {
    Map<String, String> origin = new LinkedHashMap<>();
    for (String name : ORIGINS) {
      query.find(name).ifPresent(value -> origin.put(name, value));
    }
    return origin;
  }

  private static JsonNode validation(List<Validation.Message> messages) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("validationMessages");
    for (Validation.Message message : messages) {
      list.addObject()
          .put("fieldPath", message.fieldPath())
          .put("description", message.description())
          .put("validationCode", message.code());
    }
    return answer;
  }

  private static JsonNode error(String message) {
    return Json.object().put("error", message);
  }

  @Override
  protected void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    write(response, refusal.kind().status(), error(refusal.reason()));
  }

  @Override
  protected void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException {
    response.setHeader("Retry-After", Long.toString(seconds));
    write(response, 429, error(reason));
  }

  private static void write(HttpServletResponse response, int status, JsonNode answer)
      throws IOException {
    byte[] bytes = Json.bytes(answer);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
