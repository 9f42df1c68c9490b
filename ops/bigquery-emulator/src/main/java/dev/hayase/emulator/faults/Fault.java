package dev.hayase.emulator.faults;

import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What can go wrong to order.
public sealed interface Fault {

  /// What happens instead of a proper answer.
  sealed interface Ending extends Fault {}

  /// A gRPC status instead of an answer; nothing is applied.
  ///
  /// @param message absent: BigQuery's where it is known
  /// @param endsConnection of `AppendRows`: the call ends with the status, instead of one response
  ///   that carries it
  record GrpcError(Status.Code code, Optional<String> message, boolean endsConnection)
      implements Ending {

    /// What the status says. The words of an exhausted quota are those in apache/beam#25073
    /// (AppendRows) and broadinstitute/gatk#8649 (CreateWriteStream).
    ///
    /// @param entity the stream or table
    public String messageFor(CallKind call, String entity) {
      return message.orElseGet(() ->
          code == Status.Code.RESOURCE_EXHAUSTED
              ? "Exceeds '"
                  + (call == CallKind.APPEND_ROWS ? "AppendRows throughput" : call + " requests")
                  + "' quota, user_id: project0000000000000000_us (status:"
                  + " INSUFFICIENT_TOKENS), you can issue a raise quota request through Google"
                  + " Cloud Console. Be sure to include this full error message in the request"
                  + " description. Entity: "
                  + entity
              : "A fault was ordered for " + call + ". Entity: " + entity);
    }
  }

  /// A REST error in Google's form; nothing is applied.
  record HttpError(int status, String reason, String message) implements Ending {}

  /// The answer comes later, by the machine's clock. Requests behind it are taken meanwhile.
  record Latency(Duration delay) implements Fault {}

  /// The call is applied, its answer is dropped and the connection breaks.
  ///
  /// @param code the status with which only this call ends; absent: the TCP connection is reset
  record Unacknowledged(Optional<Status.Code> code) implements Ending {}

  /// The TCP connection is reset, and the call not applied.
  record ConnectionReset() implements Ending {}

  /// The server ends the `AppendRows` call with OK before it answers, as it may at any time.
  record StreamClosed() implements Ending {}

  /// The Storage Write API knows a new schema only this much later, by the emulator's clock.
  record SchemaDelay(Duration delay) implements Fault {}

  /// So much time, by the machine's clock, passes between two requests that are read from one
  /// `AppendRows` connection: HTTP/2's flow control holds the client back.
  record SlowReader(Duration pause) implements Fault {}

  /// Nothing is applied or answered until it is lifted; then everything goes on where it stood.
  record FullStop() implements Fault {}

  /// The kinds of call that it can happen to; none for what does not happen to calls.
  default Set<CallKind> possible() {
    return switch (this) {
      case GrpcError _ -> EnumSet.complementOf(EnumSet.of(CallKind.REST));
      case HttpError _ -> EnumSet.of(CallKind.REST);
      case StreamClosed _, SlowReader _ -> EnumSet.of(CallKind.APPEND_ROWS);
      case SchemaDelay _ -> EnumSet.noneOf(CallKind.class);
      case Latency _, Unacknowledged _, ConnectionReset _, FullStop _ ->
          EnumSet.allOf(CallKind.class);
    };
  }

  /// Whether it is a state of the server and not something that happens to one call after another:
  /// it cannot be counted down.
  default boolean lasting() {
    return this instanceof FullStop || this instanceof SchemaDelay;
  }
}
