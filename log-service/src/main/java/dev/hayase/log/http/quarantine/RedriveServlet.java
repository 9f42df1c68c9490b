package dev.hayase.log.http.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.http.Body;
import dev.hayase.log.http.Credentials;
import dev.hayase.log.http.DialectServlet;
import dev.hayase.log.http.Door;
import dev.hayase.log.http.RequestRefusedException;
import dev.hayase.log.http.RequestRefusedException.Kind;
import dev.hayase.log.http.events.EventsAnswer;
import dev.hayase.log.intake.Redrive;
import dev.hayase.log.stream.Streams;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// `POST /v1/quarantine/{stream}` with `{"offsets": [...]}`: those events are judged anew. The
/// answer has a result for each, in order.
///
/// A client names events that are in the quarantine and can bring none of its own, so that nobody
/// sends in another's name; and only keys of operators are good for it, since it costs a few bytes
/// to ask for many.
public final class RedriveServlet extends DialectServlet {
  public static final String PATH = "/v1/quarantine/*";

  private static final Logger LOG = LoggerFactory.getLogger(RedriveServlet.class);
  private static final long serialVersionUID = 1;
  private static final int MOST = 1_000;

  private final transient Streams streams;
  private final transient Redrive redrive;

  public RedriveServlet(Door door, Streams streams, Redrive redrive) {
    super(door);
    this.streams = streams;
    this.redrive = redrive;
  }

  @Override
  protected void take(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    if (!request.getMethod().equals("POST")) {
      throw new RequestRefusedException(
          Kind.WRONG_METHOD, "Quarantined events are redriven by POST");
    }
    Sender sender = door().sender(request, Credentials.bearer(request));
    String path = request.getPathInfo();
    String stream = path == null ? "" : path.substring(1);
    if (streams.plan(stream).isEmpty()) {
      throw new RequestRefusedException(Kind.NOT_FOUND, "There is no such stream");
    }
    if (!sender.mayRedrive(stream)) {
      throw new RequestRefusedException(
          Kind.FORBIDDEN,
          "The key %s may not redrive %s: it needs redrive: true in the file of keys"
              .formatted(sender.name(), stream));
    }
    try (Room room = door().room(sender)) {
      List<Long> offsets = offsets(door().body(request, room));
      List<Receipt> receipts = redrive.redrive(stream, offsets, room);
      LOG.atInfo()
          .addKeyValue("sender", sender.name())
          .addKeyValue("stream", stream)
          .addKeyValue("asked", receipts.size())
          .addKeyValue(
              "redriven", receipts.stream().filter(Receipt.Stored.class::isInstance).count())
          .log("Quarantined events were judged anew");
      answer(response, receipts);
    }
  }

  private static List<Long> offsets(Body body) {
    try {
      return Json.readForeign(
          Arrays.copyOf(body.bytes(), body.length()),
          "An order to redrive",
          document -> {
            List<Long> offsets = new ArrayList<>();
            for (JsonNode offset : document.required("offsets")) {
              offsets.add(offset.asLong());
            }
            if (offsets.size() > MOST || offsets.stream().anyMatch(offset -> offset < 0)) {
              throw new IllegalArgumentException("there are %d offsets at most".formatted(MOST));
            }
            return offsets;
          });
    } catch (MalformedRecordException _) {
      throw new RequestRefusedException(
          Kind.MALFORMED, "Write {\"offsets\": [0, 1]} with %d at most".formatted(MOST));
    }
  }

  private void answer(HttpServletResponse response, List<Receipt> receipts) throws IOException {
    if (receipts.stream().anyMatch(Receipt.Retry.class::isInstance)) {
      response.setHeader("Retry-After", Long.toString(door().retryAfter().toSeconds()));
    }
    write(response, HttpServletResponse.SC_OK, EventsAnswer.of(receipts));
  }

  @Override
  protected void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    write(response, refusal.kind().status(), EventsAnswer.error(refusal.reason()));
  }

  @Override
  protected void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException {
    response.setHeader("Retry-After", Long.toString(seconds));
    write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, EventsAnswer.error(reason));
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
