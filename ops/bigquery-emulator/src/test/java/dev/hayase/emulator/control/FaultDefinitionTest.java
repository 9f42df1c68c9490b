package dev.hayase.emulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import dev.hayase.emulator.catalog.TableFilter;
import dev.hayase.emulator.faults.CallKind;
import dev.hayase.emulator.faults.Fault;
import dev.hayase.emulator.faults.FaultRule;
import io.grpc.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultDefinitionTest {
  private static FaultRule read(String json) {
    return FaultDefinition.read(JsonParser.parseString(json).getAsJsonObject(), Instant.EPOCH);
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            read(
                """
                {"fault": "error", "status": "RESOURCE_EXHAUSTED", "message": "full",
                 "endsConnection": true, "table": "p.d.t", "calls": ["AppendRows"],
                 "skip": 2, "every": 10, "times": 3, "for": "10m"}
                """))
        .isEqualTo(
            new FaultRule(
                new Fault.GrpcError(Status.Code.RESOURCE_EXHAUSTED, Optional.of("full"), true),
                Set.of(CallKind.APPEND_ROWS),
                Optional.of(new TableFilter(Optional.of("p"), "d", "t")),
                2,
                10,
                OptionalLong.of(3),
                Optional.of(Instant.EPOCH.plusSeconds(600))));
  }

  @Test
  void withoutCallsAFaultIsForAllThatItCanHappenTo() {
    assertThat(read("{\"fault\": \"httpError\", \"status\": 503}"))
        .isEqualTo(
            FaultRule.of(
                new Fault.HttpError(503, "backendError", "A fault was ordered for REST.")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | 'fault' is missing: write one of error, httpError,
          {"fault": "fire"} | 'fault': fire is unknown: write one of error, httpError,
          {"fault": 1} | 'fault': 1 is no text: write it in quotation marks
          {"fault": "error"} | 'status' is missing: write a gRPC status, as UNAVAILABLE
          {"fault": "error", "status": "OK"} | 'status': OK is no gRPC error: write one of CANCELLED,
          {"fault": "httpError", "status": 200} | 'status': 200 does not fit: write a whole number from 400 to 599
          {"fault": "httpError", "status": 503, "calls": ["AppendRows"]} | 'calls': AppendRows does not go with fault httpError: write some of REST
          {"fault": "streamClosed", "calls": []} | 'calls': [] is no list of texts: write ["AppendRows"]
          {"fault": "latency"} | 'delay' is missing: write a duration, as 500ms or 10m
          {"fault": "latency", "delay": "soon"} | 'delay': soon is no duration above zero: write 500ms, 30s, 10m, 2h or 4d
          {"fault": "fullStop", "times": 1} | 'times': 1 is no key of fault fullStop: write some of calls, fault, for, table
          {"fault": "connectionReset", "times": 0} | 'times': 0 does not fit: write a whole number from 1 to 1000000000
          {"fault": "connectionReset", "times": 1.5} | 'times': 1.5 does not fit: write a whole number
          {"fault": "connectionReset", "table": "t"} | 'table': t is no table: write dataset.table or project.dataset.table
          {"fault": "connectionReset", "tabel": "d.t"} | 'tabel': "d.t" is no key of fault connectionReset: write some of calls, every,
          {"fault": "connectionReset", "for": "-1s"} | 'for': -1s is no duration above zero
          {"fault": "schemaDelay", "delay": "1m", "calls": ["REST"]} | 'calls': ["REST"] is no key of fault schemaDelay
          """)
  void aBadDefinitionIsRefusedNamingKeyValueAndRemedy(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(message);
  }
}
