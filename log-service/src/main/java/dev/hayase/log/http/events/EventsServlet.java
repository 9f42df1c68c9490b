package dev.hayase.log.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.http.Body;
import dev.hayase.log.http.Credentials;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// `POST /v1/events/{stream}`: JSON, NDJSON, or either as the text of a beacon.
public final class EventsServlet extends DialectServlet {
  public static final String PATH = "/v1/events/*";

  private static final long serialVersionUID = 1;
  private static final String DIALECT = "events";
  private static final int LONGEST_KEY = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  private final transient Streams streams;
  private final transient Intake intake;
  private final transient InstantSource clock;

  public EventsServlet(Door door, Streams streams, Intake intake, InstantSource clock) {
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
      throw new RequestRefusedException(Kind.WRONG_METHOD, "Events are sent by POST");
    }
    refuseOtherTypes(request);
    Sender sender = door().sender(request, key(request));
    String stream = stream(request, sender);
    try (Room room = door().room(sender)) {
      Body body = door().body(request, room);
      List<Document> documents = new Documents().in(body.bytes(), body.length());
      List<Receipt> receipts =
          intake.take(
              new Delivery(
                  sender.name(),
                  DIALECT,
                  received,
                  sent(request),
                  idempotencyKey(request),
                  documents.stream().map(document -> Offered.plain(stream, document)).toList()),
              room,
              sender::maySendTo);
      answer(response, receipts);
    }
  }

  private static void refuseOtherTypes(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null && !EventsAnswer.isTaken(type)) {
      throw new RequestRefusedException(
          Kind.UNSUPPORTED,
          "Content-Type is none of application/json, application/x-ndjson and text/plain");
    }
  }

  private static Optional<String> key(HttpServletRequest request) {
    return Credentials.bearer(request).or(() -> Optional.ofNullable(request.getParameter("key")));
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

  private static Optional<String> idempotencyKey(HttpServletRequest request) {
    Optional<String> key = Optional.ofNullable(request.getHeader("Idempotency-Key"));
    if (key.filter(text -> text.isBlank() || text.length() > LONGEST_KEY).isPresent()) {
      throw new RequestRefusedException(
          Kind.MALFORMED, "Idempotency-Key is blank, or longer than " + LONGEST_KEY);
    }
    return key;
  }

  private static Optional<Instant> sent(HttpServletRequest request) {
    String sent = request.getHeader("X-Sent-At");
    if (sent == null) {
      sent = request.getParameter("sent_at");
    }
    if (sent == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(sent).toInstant());
    } catch (DateTimeException _) {
      throw new RequestRefusedException(
          Kind.MALFORMED, "X-Sent-At is no time: write it as 2026-11-23T10:00:00Z");
    }
  }

  private void answer(HttpServletResponse response, List<Receipt> receipts) throws IOException {
    boolean retry = receipts.stream().anyMatch(Receipt.Retry.class::isInstance);
    boolean nothing = retry && receipts.stream().allMatch(Receipt.Retry.class::isInstance);
    if (retry) {
      response.setHeader("Retry-After", Long.toString(door().retryAfter().toSeconds()));
    }
    write(
        response,
        nothing ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK,
        EventsAnswer.of(receipts));
  }

  @Override
  protected void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    if (refusal.kind() == Kind.UNAUTHENTICATED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    if (refusal.kind() == Kind.WRONG_METHOD) {
      response.setHeader("Allow", "POST, OPTIONS");
    }
    write(response, refusal.kind().status(), EventsAnswer.error(refusal.reason()));
  }

  @Override
  protected void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException {
    response.setHeader("Retry-After", Long.toString(seconds));
    write(response, TOO_MANY_REQUESTS, EventsAnswer.error(reason));
  }

  private static void write(HttpServletResponse response, int status, String json)
      throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
