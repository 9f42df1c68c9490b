package dev.hayase.log.http.firehose;

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
import dev.hayase.log.stream.Documents;
import dev.hayase.log.stream.Streams;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `POST /firehose/{stream}`: a delivery is taken as a whole, or delivered again.
public final class FirehoseServlet extends DialectServlet {
  public static final String PATH = "/firehose/*";

  private static final long serialVersionUID = 1;
  private static final String DIALECT = "firehose";
  private static final String REQUEST_ID = "X-Amz-Firehose-Request-Id";
  private static final String ACCESS_KEY = "X-Amz-Firehose-Access-Key";
  private static final int LONGEST_ID = 200;

  private final transient Streams streams;
  private final transient Intake intake;
  private final transient InstantSource clock;

  public FirehoseServlet(Door door, Streams streams, Intake intake, InstantSource clock) {
    super(door);
    this.streams = streams;
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  protected void take(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Instant received = clock.instant();
    String id = requestId(request);
    // The answer repeats it, whatever comes of the request.
    response.setHeader(REQUEST_ID, id);
    if (!request.getMethod().equals("POST")) {
      throw new RequestRefusedException(Kind.WRONG_METHOD, "Deliveries are posted");
    }
    Sender sender = door().sender(request, Optional.ofNullable(request.getHeader(ACCESS_KEY)));
    String stream = stream(request, sender);
    try (Room room = door().room(sender)) {
      Body body = door().body(request, room);
      FirehoseRequest delivery = FirehoseRequest.read(body.bytes(), body.length());
      List<Receipt> receipts =
          intake.take(
              new Delivery(
                  sender.name(),
                  DIALECT,
                  received,
                  Optional.empty(),
                  Optional.of(id),
                  events(stream, delivery)),
              room,
              sender::maySendTo);
      boolean all =
          receipts.stream()
              .allMatch(
                  receipt -> receipt instanceof Receipt.Stored || receipt instanceof Receipt.Kept);
      if (all) {
        answer(response, HttpServletResponse.SC_OK, Optional.empty());
      } else {
        postpone(response, "Not all of the records were stored", 1);
      }
    }
  }

  private static String requestId(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(REQUEST_ID))
        .filter(id -> !id.isBlank() && id.length() <= LONGEST_ID)
        .orElseThrow(() ->
            new RequestRefusedException(
                Kind.MALFORMED,
                "%s is absent, or longer than %d".formatted(REQUEST_ID, LONGEST_ID)));
  }

  private String stream(HttpServletRequest request, Sender sender) {
    String path = request.getPathInfo();
    String name = path == null ? "" : path.substring(1);
    if (streams.plan(name).isEmpty()) {
      throw new RequestRefusedException(Kind.NOT_FOUND, "There is no such stream");
    }
    if (!sender.maySendTo(name)) {
      throw new RequestRefusedException(
          Kind.FORBIDDEN, "The key %s is not for the stream %s".formatted(sender.name(), name));
    }
    return name;
  }

  private static List<Offered> events(String stream, FirehoseRequest delivery) {
    List<Offered> events = new ArrayList<>();
    Documents documents = new Documents();
    for (byte[] record : delivery.records()) {
      for (Document document : documents.inRecord(record)) {
        events.add(Offered.plain(stream, document));
      }
    }
    return events;
  }

  @Override
  protected void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    answer(response, refusal.kind().status(), Optional.of(refusal.reason()));
  }

  @Override
  protected void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException {
    response.setHeader("Retry-After", Long.toString(seconds));
    answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Optional.of(reason));
  }

  private void answer(HttpServletResponse response, int status, Optional<String> error)
      throws IOException {
    ObjectNode answer = Json.object();
    answer.put("requestId", Optional.ofNullable(response.getHeader(REQUEST_ID)).orElse(""));
    answer.put("timestamp", clock.instant().toEpochMilli());
    error.ifPresent(message -> answer.put("errorMessage", message));
    byte[] bytes = Json.bytes(answer);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
