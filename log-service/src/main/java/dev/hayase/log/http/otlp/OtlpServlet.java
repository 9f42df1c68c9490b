package dev.hayase.log.http.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Offered;
import dev.hayase.log.http.Body;
import dev.hayase.log.http.Credentials;
import dev.hayase.log.http.DialectServlet;
import dev.hayase.log.http.Door;
import dev.hayase.log.http.RequestRefusedException;
import dev.hayase.log.http.RequestRefusedException.Kind;
import dev.hayase.log.http.otlp.LogsRequest.Found;
import dev.hayase.log.intake.Intake;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `POST /v1/logs`: OTLP in protobuf or JSON.
public final class OtlpServlet extends DialectServlet {
  public static final String PATH = "/v1/logs";

  private static final long serialVersionUID = 1;
  private static final String DIALECT = "otlp";
  private static final String STREAM_HEADER = "X-Hayase-Stream";
  private static final String USUAL_STREAM = "otlp";
  private static final int TOO_MANY_REQUESTS = 429;

  /// SDKs end all their tries after ten seconds, and do not begin a pause that is longer than what
  /// is left: four of these fit.
  private static final long LONGEST_PAUSE = 2;

  /// Records carry their resource: a request may be much larger after that than it was before.
  private static final long LARGEST_WEIGHT = 128L << 20;

  /// Bytes of documents that are made and sent on at a time, and what each takes beside its own.
  private static final long PART = 4 << 20;

  private static final long BESIDE = 512;

  private final transient Intake intake;
  private final transient InstantSource clock;

  public OtlpServlet(Door door, Intake intake, InstantSource clock) {
    super(door);
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  protected void take(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Instant received = clock.instant();
    OtlpAnswer form = form(request, response);
    Sender sender = door().sender(request, Credentials.bearer(request));
    try (Room room = door().room(sender)) {
      Outcome outcome = take(request(request, room, form), request, sender, room, received);
      if (outcome.isRetry()) {
        unavailable(response, "Kafka did not take all of it: send it again");
      } else if (outcome.isRefused()) {
        throw new RequestRefusedException(Kind.NOT_FOUND, outcome.message());
      } else {
        write(response, 200, form.response(outcome.rejected(), outcome.message()));
      }
    }
  }

  /// The form of the request is that of the answer, whatever it is.
  private static OtlpAnswer form(HttpServletRequest request, HttpServletResponse response) {
    response.setContentType(OtlpAnswer.JSON.type());
    if (!request.getMethod().equals("POST")) {
      throw new RequestRefusedException(Kind.WRONG_METHOD, "Logs are sent by POST");
    }
    OtlpAnswer form =
        Optional.ofNullable(request.getContentType())
            .flatMap(OtlpAnswer::of)
            .orElseThrow(() ->
                new RequestRefusedException(
                    Kind.UNSUPPORTED,
                    "Content-Type is none of application/x-protobuf and application/json"));
    response.setContentType(form.type());
    return form;
  }

  private Message request(HttpServletRequest request, Room room, OtlpAnswer form)
      throws IOException {
    Body body = door().body(request, room);
    try {
      Message message =
          switch (form) {
            case PROTOBUF -> new Message(body.bytes(), 0, body.length());
            case JSON -> OtlpJson.transcribe(body.bytes(), body.length());
          };
      if (LogsRequest.weight(message) > LARGEST_WEIGHT) {
        throw new RequestRefusedException(
            Kind.TOO_LARGE,
            "Its records, with their resource each, are too many: send fewer at a time");
      }
      return message;
    } catch (UnreadableException | InvalidProtocolBufferException e) {
      throw new RequestRefusedException(Kind.MALFORMED, UnreadableException.reason(e));
    }
  }

  private Outcome take(
      Message message, HttpServletRequest request, Sender sender, Room room, Instant received)
      throws IOException, InterruptedException {
    Outcome outcome = new Outcome();
    LogsRequest records = new LogsRequest(message);
    Found found = records.next();
    for (int part = 0; found != null && !outcome.isRetry(); part++) {
      List<Offered> offered = new ArrayList<>();
      for (long bytes = 0; found != null && bytes < PART; found = records.next()) {
        Offered record = RecordDocument.of(found, stream(request, sender, found));
        offered.add(record);
        bytes += record.document().length() + BESIDE;
      }
      // Equal records of one request are told apart by counting, which each part begins anew.
      Optional<String> key = part == 0 ? Optional.empty() : Optional.of("part " + part);
      outcome.add(
          intake.take(
              new Delivery(sender.name(), DIALECT, received, Optional.empty(), key, offered),
              room,
              sender::maySendTo));
    }
    return outcome;
  }

  /// The key's only stream, or that of the request, or that of the resource.
  private static String stream(HttpServletRequest request, Sender sender, Found found) {
    return sender
        .onlyStream()
        .or(() -> Optional.ofNullable(request.getHeader(STREAM_HEADER)))
        .or(() -> found.origin().stream())
        .orElse(USUAL_STREAM);
  }

  @Override
  protected void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    switch (refusal.kind()) {
      case UNAUTHENTICATED -> response.setHeader("WWW-Authenticate", "Bearer");
      case WRONG_METHOD -> response.setHeader("Allow", "POST, OPTIONS");
      case TOO_SLOW -> {
        // Clients would throw away what is answered by 408.
        unavailable(response, refusal.reason());
        return;
      }
      default -> {}
    }
    status(response, refusal.kind().status(), OtlpAnswer.code(refusal.kind()), refusal.reason());
  }

  @Override
  protected void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException {
    comeAgain(response, seconds);
    status(response, TOO_MANY_REQUESTS, OtlpAnswer.RESOURCE_EXHAUSTED, reason);
  }

  private void unavailable(HttpServletResponse response, String reason) throws IOException {
    comeAgain(response, door().retryAfter().toSeconds());
    status(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, OtlpAnswer.UNAVAILABLE, reason);
  }

  private static void comeAgain(HttpServletResponse response, long seconds) {
    response.setHeader("Retry-After", Long.toString(Math.min(seconds, LONGEST_PAUSE)));
  }

  private static void status(HttpServletResponse response, int status, int code, String message)
      throws IOException {
    OtlpAnswer form = OtlpAnswer.of(response.getContentType()).orElse(OtlpAnswer.JSON);
    write(response, status, form.status(code, message));
  }

  private static void write(HttpServletResponse response, int status, byte[] bytes)
      throws IOException {
    response.setStatus(status);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
