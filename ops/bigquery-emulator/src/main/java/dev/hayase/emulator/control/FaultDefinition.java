package dev.hayase.emulator.control;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.TableFilter;
import dev.hayase.emulator.faults.CallKind;
import dev.hayase.emulator.faults.Fault;
import dev.hayase.emulator.faults.FaultRule;
import io.grpc.Status;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads a fault's definition.
final class FaultDefinition {
  private static final long MANY = 1_000_000_000L;
  private static final String KINDS =
      "error, httpError, latency, unacknowledged, connectionReset, streamClosed, schemaDelay,"
          + " slowReader, fullStop";

  private final Definition definition;

  private FaultDefinition(Definition definition) {
    this.definition = definition;
  }

  /// @param now from when its duration counts
  /// @throws RefusedException naming the key, its value and the remedy
  static FaultRule read(JsonObject json, Instant now) {
    return new FaultDefinition(new Definition(json)).rule(now);
  }

  private FaultRule rule(Instant now) {
    String name =
        definition
            .text("fault")
            .orElseThrow(() -> RefusedException.missing("fault", "write one of " + KINDS));
    Fault fault = fault(name);
    Optional<TableFilter> table = table();
    Optional<Instant> until = definition.duration("for").map(length -> later(now, length));
    Set<CallKind> calls =
        fault.possible().isEmpty() ? EnumSet.noneOf(CallKind.class) : calls(fault, name);
    long skip = 0;
    long every = 1;
    OptionalLong times = OptionalLong.empty();
    if (!fault.lasting()) {
      skip = definition.number("skip", 0, MANY).orElse(0);
      every = definition.number("every", 1, MANY).orElse(1);
      times = definition.number("times", 1, MANY);
    }
    definition.requireNothingElse("fault " + name);
    return new FaultRule(fault, calls, table, skip, every, times, until);
  }

  private static Instant later(Instant now, Duration length) {
    try {
      return now.plus(length);
    } catch (DateTimeException | ArithmeticException _) {
      return Instant.MAX;
    }
  }

  private Fault fault(String name) {
    return switch (name) {
      case "error" -> {
        Status.Code code =
            code()
                .orElseThrow(() ->
                    RefusedException.missing("status", "write a gRPC status, as UNAVAILABLE"));
        yield new Fault.GrpcError(
            code, definition.text("message"), definition.flag("endsConnection").orElse(false));
      }
      case "httpError" -> httpError();
      case "latency" -> new Fault.Latency(required("delay"));
      case "unacknowledged" -> new Fault.Unacknowledged(code());
      case "connectionReset" -> new Fault.ConnectionReset();
      case "streamClosed" -> new Fault.StreamClosed();
      case "schemaDelay" -> new Fault.SchemaDelay(required("delay"));
      case "slowReader" -> new Fault.SlowReader(required("pause"));
      case "fullStop" -> new Fault.FullStop();
      default -> throw RefusedException.key("fault", name, "is unknown: write one of " + KINDS);
    };
  }

  private Duration required(String key) {
    return definition
        .duration(key)
        .orElseThrow(() -> RefusedException.missing(key, "write a duration, as 500ms or 10m"));
  }

  private Optional<Status.Code> code() {
    List<Status.Code> errors =
        Arrays.stream(Status.Code.values()).filter(code -> code != Status.Code.OK).toList();
    return definition
        .text("status")
        .map(text ->
            errors.stream()
                .filter(code -> code.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                    RefusedException.key(
                        "status", text, "is no gRPC error: write one of " + joined(errors))));
  }

  /// Reasons of statuses: https://cloud.google.com/bigquery/docs/error-messages.
  private Fault httpError() {
    int status =
        (int)
            definition
                .number("status", 400, 599)
                .orElseThrow(() -> RefusedException.missing("status", "write one, as 503"));
    String usual =
        switch (status) {
          case 401 -> "authError";
          case 403, 429 -> "rateLimitExceeded";
          case 404 -> "notFound";
          case 409 -> "duplicate";
          case 412 -> "conditionNotMet";
          case 500 -> "internalError";
          case 501 -> "notImplemented";
          default -> status > 500 ? "backendError" : "invalid";
        };
    return new Fault.HttpError(
        status,
        definition.text("reason").orElse(usual),
        definition.text("message").orElse("A fault was ordered for REST."));
  }

  private Optional<TableFilter> table() {
    return definition
        .text("table")
        .map(text ->
            TableFilter.parse(text)
                .orElseThrow(() ->
                    RefusedException.key(
                        "table",
                        text,
                        "is no table: write dataset.table or project.dataset.table")));
  }

  private Set<CallKind> calls(Fault fault, String name) {
    Set<CallKind> calls = EnumSet.noneOf(CallKind.class);
    for (String text : definition.texts("calls")) {
      calls.add(
          CallKind.named(text)
              .filter(fault.possible()::contains)
              .orElseThrow(() ->
                  RefusedException.key(
                      "calls",
                      text,
                      "does not go with fault "
                          + name
                          + ": write some of "
                          + joined(fault.possible()))));
    }
    return calls.isEmpty() ? fault.possible() : calls;
  }

  private static String joined(Iterable<?> words) {
    return StreamSupport.stream(words.spliterator(), false)
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
