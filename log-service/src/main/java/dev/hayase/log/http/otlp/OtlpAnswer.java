package dev.hayase.log.http.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.wire.Json;
import dev.hayase.log.http.RequestRefusedException.Kind;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told, in the form in which it asked.
enum OtlpAnswer {
  PROTOBUF("application/x-protobuf") {
    @Override
    byte[] response(long rejected, String message) {
      MessageWriter out = new MessageWriter();
      if (!message.isEmpty()) {
        int begun = out.begin(PARTIAL_SUCCESS);
        out.varint(REJECTED, rejected);
        out.bytes(ERROR_MESSAGE, message.getBytes(UTF_8));
        out.end(begun);
      }
      return out.message().alone();
    }

    @Override
    byte[] status(int code, String message) {
      MessageWriter out = new MessageWriter();
      out.varint(CODE, code);
      out.bytes(MESSAGE, message.getBytes(UTF_8));
      return out.message().alone();
    }
  },

  JSON("application/json") {
    @Override
    byte[] response(long rejected, String message) {
      ObjectNode answer = Json.object();
      if (!message.isEmpty()) {
        answer
            .putObject("partialSuccess")
            .put("rejectedLogRecords", Long.toString(rejected))
            .put("errorMessage", message);
      }
      return Json.bytes(answer);
    }

    @Override
    byte[] status(int code, String message) {
      return Json.bytes(Json.object().put("code", code).put("message", message));
    }
  };

  /// Codes of gRPC.
  static final int RESOURCE_EXHAUSTED = 8;

  static final int UNAVAILABLE = 14;

  /// The field of `ExportLogsServiceResponse`.
  private static final int PARTIAL_SUCCESS = 1;

  /// The fields of `ExportLogsPartialSuccess`.
  private static final int REJECTED = 1;

  private static final int ERROR_MESSAGE = 2;

  /// The fields of `google.rpc.Status`.
  private static final int CODE = 1;

  private static final int MESSAGE = 2;

  private final String type;

  OtlpAnswer(String type) {
    this.type = type;
  }

  /// That for a content type, if it is one of the protocol's.
  static Optional<OtlpAnswer> of(String contentType) {
    int end = contentType.indexOf(';');
    String name = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    for (OtlpAnswer answer : values()) {
      if (answer.type.equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  /// The content type.
  String type() {
    return type;
  }

  /// To a request that was taken.
  ///
  /// @param rejected records that are not in their stream, and never will be
  /// @param message why; empty when there are none
  abstract byte[] response(long rejected, String message);

  /// To a request that was not.
  ///
  /// @param code of gRPC
  abstract byte[] status(int code, String message);

  /// The code of gRPC for a refusal.
  static int code(Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED -> 16;
      case FORBIDDEN -> 7;
      case NOT_FOUND -> 5;
      case WRONG_METHOD -> 12;
      case TOO_SLOW -> UNAVAILABLE;
      case TOO_LARGE, UNSUPPORTED, MALFORMED -> 3;
    };
  }
}
