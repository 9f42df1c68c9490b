package dev.hayase.log.http.kinesis;

import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.http.Body;
import dev.hayase.log.http.DialectServlet;
import dev.hayase.log.http.Door;
import dev.hayase.log.http.RequestRefusedException;
import dev.hayase.log.http.RequestRefusedException.Kind;
import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import dev.hayase.log.intake.Intake;
import dev.hayase.log.intake.Partitions;
import dev.hayase.log.stream.Streams;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// `PutRecord` and `PutRecords`, and what producers ask before they put.
public final class KinesisServlet extends DialectServlet {
  /// Clients post to the root of their endpoint, whatever that is.
  public static final String ROOT = "";

  public static final String BELOW = "/kinesis/*";

  private static final long serialVersionUID = 1;
  private static final String DIALECT = "kinesis";
  private static final String TARGET = "Kinesis_20131202.";
  private static final int LONGEST_INVOCATION = 200;
  private static final int BAD_REQUEST = HttpServletResponse.SC_BAD_REQUEST;

  private final transient Streams streams;
  private final transient Intake intake;
  private final transient Partitions partitions;
  private final transient InstantSource clock;

  public KinesisServlet(
      Door door, Streams streams, Intake intake, Partitions partitions, InstantSource clock) {
    super(door);
    this.streams = streams;
    this.intake = intake;
    this.partitions = partitions;
    this.clock = clock;
  }

  @Override
  protected void take(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Optional<Encoding> encoding = Encoding.of(request.getContentType());
    // Errors are written like the request, too.
    response.setContentType(encoding.orElse(Encoding.JSON).contentType());
    response.setHeader("x-amzn-RequestId", UUID.randomUUID().toString());
    try {
      if (!request.getMethod().equals("POST") || encoding.isEmpty()) {
        throw new KinesisException(
            ErrorName.UNKNOWN_OPERATION,
            "Requests are posted as one of application/x-amz-json-1.1 and x-amz-cbor-1.1");
      }
      take(request, response, encoding.get());
    } catch (KinesisException e) {
      answer(response, BAD_REQUEST, Answers.error(e.type(), e.reason()));
    }
  }

  private void take(HttpServletRequest request, HttpServletResponse response, Encoding encoding)
      throws IOException, InterruptedException {
    Instant received = clock.instant();
    Claim claim = Claim.of(request, door().keys(), received);
    Sender sender = claim.sender();
    door().refuseOtherPages(request, sender);
    try (Room room = door().room(sender)) {
      Body body = door().body(request, room);
      claim.prove(body);
      KinesisRequest asked = KinesisRequest.read(encoding, body.bytes(), body.length());
      String stream = stream(asked, sender);
      switch (operation(request)) {
        case "PutRecord" -> {
          Puts puts = new Puts(stream, List.of(asked.single()));
          switch (put(request, sender, room, received, puts).getFirst()) {
            case PutResult.Taken taken ->
                answer(response, HttpServletResponse.SC_OK, Answers.put(taken));
            case PutResult.Again(String reason) -> throw later(reason);
            case PutResult.Refused(String reason) ->
                throw new KinesisException(ErrorName.INVALID_ARGUMENT, reason);
          }
        }
        case "PutRecords" -> {
          Puts puts = new Puts(stream, asked.several());
          List<PutResult> results = put(request, sender, room, received, puts);
          if (results.stream().noneMatch(PutResult.Taken.class::isInstance)
              && results.stream().anyMatch(PutResult.Again.class::isInstance)) {
            // SDKs repeat a request that failed, but not the records of one that did not.
            throw later("None of the records was stored");
          }
          answer(response, HttpServletResponse.SC_OK, Answers.put(results));
        }
        case "ListShards" ->
            answer(response, HttpServletResponse.SC_OK, Answers.shards(partitions(stream)));
        case "DescribeStreamSummary" ->
            answer(
                response,
                HttpServletResponse.SC_OK,
                Answers.summary(asked.stream(), claim.region(), partitions(stream)));
        default ->
            throw new KinesisException(ErrorName.UNKNOWN_OPERATION, "It is not offered here");
      }
    }
  }

  private static String operation(HttpServletRequest request) {
    String target = request.getHeader("X-Amz-Target");
    return target != null && target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
  }

  private String stream(KinesisRequest asked, Sender sender) {
    String stream = StreamName.ours(asked.stream());
    if (streams.plan(stream).isEmpty()) {
      throw new KinesisException(ErrorName.NOT_FOUND, "There is no such stream");
    }
    if (!sender.maySendTo(stream)) {
      throw new KinesisException(
          ErrorName.ACCESS_DENIED,
          "The key %s is not for the stream %s".formatted(sender.name(), stream));
    }
    return stream;
  }

  private List<PutResult> put(
      HttpServletRequest request, Sender sender, Room room, Instant received, Puts puts)
      throws InterruptedException {
    List<Receipt> receipts =
        intake.take(
            new Delivery(
                sender.name(),
                DIALECT,
                received,
                Optional.empty(),
                invocation(request),
                puts.events()),
            room,
            sender::maySendTo);
    return puts.results(receipts);
  }

  /// The same each time that an SDK repeats a request by itself.
  private static Optional<String> invocation(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("amz-sdk-invocation-id"))
        .filter(id -> id.length() <= LONGEST_INVOCATION);
  }

  private int partitions(String stream) {
    return partitions
        .of(stream)
        .orElseThrow(() -> later("Kafka does not tell the stream's partitions"));
  }

  private static KinesisException later(String reason) {
    return new KinesisException(ErrorName.THROUGHPUT_EXCEEDED, reason);
  }

  @Override
  protected void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    answer(response, status(refusal.kind()), Answers.error(type(refusal.kind()), refusal.reason()));
  }

  private static int status(Kind kind) {
    return kind == Kind.TOO_LARGE ? kind.status() : BAD_REQUEST;
  }

  private static ErrorName type(Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED -> ErrorName.MISSING_TOKEN;
      case FORBIDDEN -> ErrorName.ACCESS_DENIED;
      case NOT_FOUND -> ErrorName.NOT_FOUND;
      case WRONG_METHOD -> ErrorName.UNKNOWN_OPERATION;
      case TOO_SLOW -> ErrorName.TIMEOUT;
      case TOO_LARGE -> ErrorName.INVALID_ARGUMENT;
      case UNSUPPORTED, MALFORMED -> ErrorName.SERIALIZATION;
    };
  }

  @Override
  protected void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException {
    answer(response, BAD_REQUEST, Answers.error(ErrorName.THROUGHPUT_EXCEEDED, reason));
  }

  private static void answer(
      HttpServletResponse response, int status, Consumer<JsonGenerator> answer) throws IOException {
    byte[] bytes = Encoding.of(response.getContentType()).orElse(Encoding.JSON).write(answer);
    response.setStatus(status);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
