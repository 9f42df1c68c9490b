package dev.hayase.log.http.segment;

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
import dev.hayase.log.http.segment.SegmentRequest.UnreadableException;
import dev.hayase.log.intake.Intake;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `POST /v1/batch`, `/v1/track` and its like, the short paths of browsers, and the settings that
/// browsers begin with.
public final class SegmentServlet extends DialectServlet {
  private static final long serialVersionUID = 1;
  private static final String DIALECT = "segment";
  private static final String PREFIX = "/v1/";
  private static final String PROJECTS = "/v1/projects";
  private static final String SETTINGS = "/settings";
  private static final Set<String> BATCHES =
      Set.of(PREFIX + "batch", PREFIX + "b", PREFIX + "import", PREFIX + "import/");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final long LONGEST_PAUSE = 300;

  /// Whoever has not said yet who they are: all of them share what one sender gets.
  private static final Sender STRANGERS =
      new Sender("strangers", Set.of(), Set.of(), Optional.empty(), false, Set.of());

  private final transient Intake intake;
  private final transient InstantSource clock;

  public SegmentServlet(Door door, Intake intake, InstantSource clock) {
    super(door);
    this.intake = intake;
    this.clock = clock;
  }

  /// Where it is found.
  public static String[] paths() {
    List<String> paths = new ArrayList<>(BATCHES);
    for (Call call : Call.values()) {
      paths.add(PREFIX + call.type());
      paths.add(PREFIX + call.letter());
    }
    paths.add(PROJECTS + "/*");
    return paths.toArray(String[]::new);
  }

  @Override
  protected void take(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Instant received = clock.instant();
    String path = request.getServletPath();
    if (path.equals(PROJECTS)) {
      settings(request, response);
      return;
    }
    if (!request.getMethod().equals("POST")) {
      throw new RequestRefusedException(Kind.WRONG_METHOD, "Events are sent by POST");
    }
    Optional<String> key = key(request);
    Sender known = key.isPresent() ? door().sender(request, key) : STRANGERS;
    try (Room room = door().room(known)) {
      Body body = door().body(request, room);
      SegmentRequest read = read(body, BATCHES.contains(path));
      if (key.isPresent()) {
        answer(response, take(read, path, known, room, received));
        return;
      }
      Sender sender = door().sender(request, read.writeKey());
      try (Room own = door().room(sender)) {
        own.grow(body.length());
        answer(response, take(read, path, sender, own, received));
      }
    }
  }

  /// Where the libraries put it; beacons have no headers.
  private static Optional<String> key(HttpServletRequest request) {
    return Credentials.user(request)
        .or(() -> Credentials.bearer(request))
        .or(() -> Optional.ofNullable(request.getParameter(SegmentRequest.WRITE_KEY)));
  }

  private static SegmentRequest read(Body body, boolean batch) {
    try {
      return SegmentRequest.read(new Document(body.bytes(), 0, body.length()), batch);
    } catch (UnreadableException e) {
      throw new RequestRefusedException(Kind.MALFORMED, e.reason());
    }
  }

  private List<Receipt> take(
      SegmentRequest read, String path, Sender sender, Room room, Instant received)
      throws InterruptedException {
    Optional<Call> call = call(path);
    Optional<String> only = sender.onlyStream();
    List<Offered> events =
        read.events().stream().map(event -> SegmentEvent.of(event, call, only)).toList();
    return intake.take(
        new Delivery(sender.name(), DIALECT, received, read.sent(), Optional.empty(), events),
        room,
        sender::maySendTo);
  }

  private static Optional<Call> call(String path) {
    String name = path.substring(PREFIX.length());
    for (Call call : Call.values()) {
      if (name.equals(call.type()) || name.equals(call.letter())) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  private void settings(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null || !path.endsWith(SETTINGS) || path.length() <= SETTINGS.length() + 1) {
      throw new RequestRefusedException(Kind.NOT_FOUND, "There is no such address");
    }
    String key = path.substring(1, path.length() - SETTINGS.length());
    Sender _ = door().sender(request, Optional.of(key));
    boolean tls =
        request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    String host = Optional.ofNullable(request.getHeader("Host")).orElse("");
    response.setHeader("Cache-Control", "no-store");
    write(
        response,
        HttpServletResponse.SC_OK,
        SegmentAnswer.settings(key, tls ? "https" : "http", host.toLowerCase(Locale.ROOT)));
  }

  private void answer(HttpServletResponse response, List<Receipt> receipts) throws IOException {
    if (receipts.stream().anyMatch(Receipt.Retry.class::isInstance)) {
      postpone(
          response, "Kafka did not take all of it: send it again", door().retryAfter().toSeconds());
      return;
    }
    boolean refused =
        !receipts.isEmpty() && receipts.stream().allMatch(Receipt.Refused.class::isInstance);
    write(
        response,
        refused ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_OK,
        refused && receipts.getFirst() instanceof Receipt.Refused first
            ? SegmentAnswer.error(first.reason())
            : SegmentAnswer.of(receipts));
  }

  @Override
  protected void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    switch (refusal.kind()) {
      case WRONG_METHOD -> response.setHeader("Allow", "POST, OPTIONS");
      case TOO_SLOW -> {
        // Libraries on servers would throw away what is answered by 408.
        postpone(response, refusal.reason(), 1);
        return;
      }
      default -> {}
    }
    write(response, refusal.kind().status(), SegmentAnswer.error(refusal.reason()));
  }

  /// By 429 whatever the reason: it is the one status whose pause the browser's library keeps.
  @Override
  protected void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException {
    response.setHeader("Retry-After", Long.toString(Math.min(seconds, LONGEST_PAUSE)));
    write(response, TOO_MANY_REQUESTS, SegmentAnswer.error(reason));
  }

  private static void write(HttpServletResponse response, int status, byte[] bytes)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
