package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.pipeline.AggregationSettings.Measure.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregationNotationTest {
  private static final String BEFORE =
      """
      kafka: {bootstrap-servers: "localhost:9092"}
      bigquery: {project: hayase-local, dataset: school}
      sources:
        school: {type: postgresql, host: localhost, database: school, username: u, password: "${PASSWORD}", tables: ["*.*"]}
      streams: {page: {}}
      log: {open: true}
      aggregations:
        kept:
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{from: logs.page, group-by: [a], window: {on: t, hopping: 90s, every: 1500ms}, measures: {n: {count: x}}}",
        "{from: logs.page, window: {on: t, tumbling: 36d, grace: 10s}, measures: {n: {count: '*'}}, once-for: 36h}",
        "{from: agg.kept_other, group-by: {a: b, c: d}, java: dev.hayase.Streaks, emit-every: 500ms}",
        "{from: 'school.Straße.日本 x', latest: {by: {k: 'id + \"${HOME}$${x}\\x7f\\u2028😀\"'}}}",
        "{from: school.public.a, join: [{table: school.public.b, as: b, on: [x, y], type: inner, keep: 1h}],"
            + " latest: {by: [k], order: t}, columns: {z: 'now < t'}, changes-at: t, where: 'a == \"\\\\\"'}",
      })
  void whatIsDeclaredIsReadAsItWas(String declaration) throws Exception {
    // Given
    AggregationSettings declared = declared(declaration);

    // When
    String text = AggregationNotation.write("kept", declared);

    // Then
    assertThat(AggregationNotation.read(text)).isEqualTo(declared);
    assertThat(text).matches("[ -~]*");
  }

  private AggregationSettings declared(String declaration) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            BEFORE
                + "    "
                + declaration.replace("${HOME}$${x}", "$${HOME}$$${x}")
                + "\n  kept_other: {from: logs.page, group-by: [b, d], measures: {n: {count: '*'}}}\n");
    return Objects.requireNonNull(
        PipelineFile.read(file, _ -> "secret").aggregations().get("kept"));
  }

  @Test
  void everyFunctionHasItsWord() throws Exception {
    String measures =
        Stream.of(Function.values())
            .map(function ->
                "%s: {%s: x%s, where: y}"
                    .formatted(
                        function.name(),
                        MeasureKeys.key(function).name(),
                        function == Function.ARRAY ? ", by: z, limit: 7" : ""))
            .collect(Collectors.joining(", "));
    AggregationSettings declared =
        declared("{from: logs.page, group-by: [a], measures: {" + measures + "}}");

    assertThat(AggregationNotation.read(AggregationNotation.write("kept", declared)))
        .isEqualTo(declared);
  }

  @Test
  void whatOnlyLoadingAndVerifyingNeedIsLeftOut() throws Exception {
    AggregationSettings loaded =
        declared(
            "{from: logs.page, group-by: [a], measures: {n: {count: '*'}}, equals-sql: SELECT 1, dataset: d, table: t,"
                + " cluster-by: [a], priority: high}");

    AggregationSettings read = AggregationNotation.read(AggregationNotation.write("kept", loaded));

    assertThat(read)
        .isEqualTo(declared("{from: logs.page, group-by: [a], measures: {n: {count: '*'}}}"));
    assertThat(read.equalsSql()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":2,\"aggregations\":{\"a\":{}}}",
        "{\"version\":1,\"aggregations\":{\"a\":{\"from\":\"logs.page\",\"group-by\":{\"a\":\"a\"},\"tomorrow\":\"x\"}}}",
        "none"
      })
  void aTextOfALaterVersionIsRefused(String text) {
    assertThatThrownBy(() -> AggregationNotation.read(text))
        .isInstanceOf(InvalidPipelineException.class);
  }
}
