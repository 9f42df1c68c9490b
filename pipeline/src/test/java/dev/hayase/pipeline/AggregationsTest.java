package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hayase.pipeline.AggregationSettings.Calendar;
import dev.hayase.pipeline.AggregationSettings.Custom;
import dev.hayase.pipeline.AggregationSettings.Join;
import dev.hayase.pipeline.AggregationSettings.Latest;
import dev.hayase.pipeline.AggregationSettings.Measure;
import dev.hayase.pipeline.AggregationSettings.Measure.Function;
import dev.hayase.pipeline.AggregationSettings.Measured;
import dev.hayase.pipeline.AggregationSettings.Session;
import dev.hayase.pipeline.AggregationSettings.Window;
import dev.hayase.pipeline.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationsTest {
  private static final String VALID =
      """
      kafka: {bootstrap-servers: "localhost:9092"}
      bigquery: {project: hayase-local, dataset: school}
      sources:
        school: {type: postgresql, host: localhost, database: school, username: hayase, password: "${PASSWORD}"}
      topics: {shop.public.orders: {format: debezium}}
      streams: {page: {}}
      log: {open: true}
      aggregations:
      """;

  @TempDir Path folder;

  @Test
  void theNewestRowsAreDeclared() throws IOException {
    // Given
    Path file =
        write(
            """
              membership:
                from: school.public.payments
                where: state == "paid"
                latest: {by: [learner_id], order: paid_at}
                columns: {plan: plan, active: 'now < valid_until'}
                changes-at: valid_until
                equals-sql: SELECT 1
            """);

    // When
    AggregationSettings membership = only(file);

    // Then
    assertThat(membership)
        .isEqualTo(
            new AggregationSettings(
                "school.public.payments",
                List.of(),
                Optional.of("state == \"paid\""),
                new Latest(ordered("learner_id", "learner_id"), Optional.of("paid_at")),
                ordered("plan", "plan", "active", "now < valid_until"),
                Optional.of("valid_until"),
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.of("SELECT 1"),
                table("membership")));
    assertThat(membership.columns().sequencedKeySet()).containsExactly("plan", "active");
  }

  @Test
  void measuresOfGroupsAndWindowsAndJoinsAreDeclared() throws IOException {
    // Given
    Path file =
        write(
            """
              sessions:
                from: logs.page
                join: [{table: school.public.enrolments, as: enrolment, on: [data.id], type: inner, keep: 7d}]
                group-by: {learner: data.learner}
                window: {on: _event_ts, session: 30s, grace: 10s}
                once-for: 2d
                measures:
                  pages: {count: "*"}
                  first_ones: {array: data.path, by: _event_ts, limit: 3, where: data.shown}
                emit-every: 200ms
            """);

    // When
    AggregationSettings sessions = only(file);

    // Then
    assertThat(sessions.joins())
        .containsExactly(
            new Join(
                "school.public.enrolments",
                "enrolment",
                List.of("data.id"),
                false,
                Optional.of(Duration.ofDays(7))));
    assertThat(sessions.shape())
        .isEqualTo(
            new Measured(
                ordered("learner", "data.learner"),
                Optional.of(
                    new Window(
                        "_event_ts",
                        new Session(Duration.ofSeconds(30)),
                        Optional.of(Duration.ofSeconds(10)))),
                measures(
                    "pages",
                    new Measure(
                        Function.COUNT,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty()),
                    "first_ones",
                    new Measure(
                        Function.ARRAY,
                        Optional.of("data.path"),
                        Optional.of("_event_ts"),
                        OptionalInt.of(3),
                        Optional.of("data.shown")))));
    assertThat(sessions.onceFor()).contains(Duration.ofDays(2));
    assertThat(sessions.emitEvery()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aClassComputesWhatNoMeasureCanSay() throws IOException {
    // Given
    Path file =
        write(
            """
              streaks:
                java: com.example.Streaks
                from: agg.days
                window: {on: at, calendar: week, zone: Asia/Tokyo}
              days: {from: logs.page, group-by: [_event_id], measures: {n: {count: "*"}}}
            """);

    // When
    Pipeline pipeline = read(file);

    // Then
    assertThat(pipeline.aggregations().sequencedKeySet()).containsExactly("streaks", "days");
    assertThat(pipeline.aggregations().firstEntry().getValue().shape())
        .isEqualTo(
            new Custom(
                "com.example.Streaks",
                ordered(),
                Optional.of(
                    new Window(
                        "at",
                        new Calendar(Calendar.Unit.WEEK, ZoneId.of("Asia/Tokyo")),
                        Optional.empty()))));
    assertThat(pipeline.aggregationTopics()).containsExactly("agg.streaks", "agg.days");
  }

  @Test
  void theResultIsATableOfItsOwnThatIsReadAsChanges() throws IOException {
    // Given
    Path file =
        write(
            "  daily: {from: logs.page, group-by: [_event_id], measures: {n: {count: \"*\"}},"
                + " dataset: reports}\n");

    // When
    Pipeline pipeline = read(file);

    // Then
    assertThat(pipeline.topic("agg.daily")).isEmpty();
    assertThat(pipeline.table("agg.daily").mode()).isEqualTo(TableSettings.Mode.MIRROR);
    assertThat(pipeline.table("agg.daily").table()).contains("daily");
    assertThat(pipeline.table("agg.daily").dataset()).contains("reports");
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | {group-by: [x], measures: {n: {count: "*"}}}                      | aggregations.a.from | is missing
          a | {from: payments, group-by: [x], measures: {n: {count: "*"}}}      | aggregations.a.from | is nothing that can be read
          a | {from: shop.public.x, group-by: [x], measures: {n: {count: "*"}}} | aggregations.a | reads shop.public.x, a table of no source of this file
          a | {from: shop.public.orders, group-by: [x], measures: {n: {count: "*"}}} | aggregations.a | reads shop.public.orders, a topic that somebody else writes
          a | {from: school.secret.x, group-by: [x], measures: {n: {count: "*"}}} | aggregations.a | reads school.secret.x, a table that its source does not capture (public.*)
          a | {from: logs.pag, group-by: [x], measures: {n: {count: "*"}}}      | aggregations.a | reads logs.pag, a stream that is not declared
          a | {from: agg.b, group-by: [x], measures: {n: {count: "*"}}}         | aggregations.a | reads agg.b, an aggregation that is not declared
          a | {from: agg.a, group-by: [x], measures: {n: {count: "*"}}}         | aggregations.a | reads its own results: agg.a <- agg.a
          A | {from: logs.page, group-by: [x], measures: {n: {count: "*"}}}     | aggregations.A | is not an aggregation's name
          a | {from: logs.page, join: [{table: logs.page, as: p, on: [x]}], group-by: [x], measures: {n: {count: "*"}}} | aggregations.a | joins logs.page, whose events have no current row
          a | {from: logs.page, join: [{table: school.public.x, as: now, on: [x]}], group-by: [x], measures: {n: {count: "*"}}} | aggregations.a.join | uses the name now for two things
          a | {from: logs.page, join: [{table: school.public.x, as: p, on: []}], group-by: [x], measures: {n: {count: "*"}}} | aggregations.a.join | has an empty on
          a | {from: logs.page}                                                 | aggregations.a | computes nothing
          a | {from: logs.page, latest: {by: [x]}, measures: {n: {count: "*"}}} | aggregations.a.measures | stands beside latest
          a | {from: logs.page, latest: {by: [x]}, group-by: [y]}               | aggregations.a.group-by | does not go with latest
          a | {from: logs.page, latest: {by: []}}                               | aggregations.a.latest | names no key
          a | {from: logs.page, measures: {n: {count: "*"}}}                    | aggregations.a | has neither groups nor a window
          a | {from: logs.page, group-by: [x], measures: {}}                    | aggregations.a.measures | measures nothing
          a | {from: logs.page, group-by: [x], measures: {n: {}}}               | aggregations.a.measures.n | measures nothing
          a | {from: logs.page, group-by: [x], measures: {n: {sum: a, min: a}}} | aggregations.a.measures.n.min | is a second function
          a | {from: logs.page, group-by: [x], measures: {n: {sum: "*"}}}       | aggregations.a.measures.n.sum | is for count
          a | {from: logs.page, group-by: [x], measures: {n: {sum: a, by: b}}}  | aggregations.a.measures.n.by | is for first, last and array
          a | {from: logs.page, group-by: [x], measures: {n: {array: a}}}       | aggregations.a.measures.n.array | has no limit, and rows in BigQuery have one
          a | {from: logs.page, group-by: [x], measures: {x: {count: "*"}}}     | aggregations.a.measures.x | is the name of two columns
          a | {from: logs.page, group-by: [x.y], measures: {n: {count: "*"}}}   | aggregations.a.group-by[0] | is no name for a column
          a | {from: logs.page, group-by: {now: x}, measures: {n: {count: "*"}}} | aggregations.a.group-by.now | stands for the time in expressions
          a | {from: logs.page, window: {on: t, tumbling: 1m}, measures: {Window_End: {count: "*"}}} | aggregations.a.measures.Window_End | is a column that every window has
          a | {from: logs.page, window: {on: t}, measures: {n: {count: "*"}}}   | aggregations.a.window | has no form
          a | {from: logs.page, window: {on: t, tumbling: 1m, session: 1m}, measures: {n: {count: "*"}}} | aggregations.a.window.session | stands beside tumbling
          a | {from: logs.page, window: {on: t, hopping: 1h}, measures: {n: {count: "*"}}} | aggregations.a.window.hopping | needs every beside it
          a | {from: logs.page, window: {on: t, hopping: 1m, every: 1h}, measures: {n: {count: "*"}}} | aggregations.a.window.every | is longer than the window, so that rows between two windows would not count
          a | {from: logs.page, window: {on: t, hopping: 1d, every: 1s}, measures: {n: {count: "*"}}} | aggregations.a.window.every | puts each row into 86400 windows
          a | {from: logs.page, window: {on: t, calendar: day}, measures: {n: {count: "*"}}} | aggregations.a.window.calendar | needs zone beside it
          a | {from: logs.page, window: {on: t, tumbling: 1m, zone: UTC}, measures: {n: {count: "*"}}} | aggregations.a.window.zone | is for calendar
          a | {from: logs.page, window: {on: t, calendar: day, zone: Tokyo}, measures: {n: {count: "*"}}} | aggregations.a.window.zone | is no time zone
          a | {from: logs.page, window: {on: t, tumbling: 0s}, measures: {n: {count: "*"}}} | aggregations.a.window.tumbling | is no duration
          a | {from: logs.page, group-by: [x], measures: {n: {count: "*"}}, where: ' '} | aggregations.a.where | is blank
          a | {from: logs.page, group-by: [x], measures: {n: {count: "*"}}, emit-every: 2h} | aggregations.a.emit-every | is longer than 1h
          a | {from: logs.page, group-by: [x], java: "a b"}                     | aggregations.a.java | is no class's name
          a | {from: logs.page, group-by: [x], measures: {n: {count: "*"}}, table: page} | aggregations.a | goes to the BigQuery table school.page, and so does page
          """)
  void aWrongAggregationIsNamedWithWhatIsWrong(
      String name, String settings, String keyPath, String problem) throws IOException {
    // Given
    Path file = write("  " + name + ": " + settings + "\n");

    // When
    List<Problem> problems = problemsOf(file);

    // Then
    assertThat(problems).extracting(Problem::keyPath).containsExactly(keyPath);
    assertThat(problems).extracting(Problem::problem).containsExactly(problem);
    assertThat(problems).extracting(Problem::remedy).allSatisfy(r -> assertThat(r).isNotBlank());
  }

  @Test
  void aggregationsThatReadEachOtherAreToldOnce() throws IOException {
    // Given
    Path file =
        write(
            """
              a: {from: agg.b, group-by: [x], measures: {n: {count: "*"}}}
              b: {from: logs.page, join: [{table: agg.c, as: c, on: [x]}], group-by: [x], measures: {n: {count: "*"}}}
              c: {from: agg.a, group-by: [x], measures: {n: {count: "*"}}}
            """);

    // When
    List<Problem> problems = problemsOf(file);

    // Then
    assertThat(problems)
        .extracting(Problem::problem)
        .containsExactly("reads its own results: agg.a <- agg.b <- agg.c <- agg.a");
  }

  @Test
  void theTopicOfAnAggregationIsNoForeignOne() throws IOException {
    // Given
    String yaml = VALID.replace("shop.public.orders: {format: debezium}", "agg.a: {format: json}");
    Path file =
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            yaml
                + "  a: {from: logs.page, group-by: [x], measures: {n: {count: \"*\"}}, table: b}\n");

    // When
    List<Problem> problems = problemsOf(file);

    // Then
    assertThat(problems)
        .extracting(Problem::keyPath, Problem::problem)
        .containsExactly(tuple("topics.agg.a", "is the topic of an aggregation"));
  }

  private static SequencedMap<String, String> ordered(String... namesAndTexts) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      map.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return Collections.unmodifiableSequencedMap(map);
  }

  private static SequencedMap<String, Measure> measures(
      String name, Measure measure, String other, Measure otherMeasure) {
    var map = new LinkedHashMap<String, Measure>();
    map.put(name, measure);
    map.put(other, otherMeasure);
    return map;
  }

  private static TableSettings table(String name) {
    TableSettings usual = TableSettings.DEFAULT;
    return new TableSettings(
        TableSettings.Mode.MIRROR,
        usual.dataset(),
        Optional.of(name),
        usual.clusterBy(),
        usual.delivery(),
        usual.priority(),
        usual.onTruncate(),
        usual.onTypeConflict());
  }

  private AggregationSettings only(Path file) {
    return read(file).aggregations().firstEntry().getValue();
  }

  private static Pipeline read(Path file) {
    return PipelineFile.read(file, Map.of("PASSWORD", "s3cret")::get);
  }

  private static List<Problem> problemsOf(Path file) {
    return catchThrowableOfType(InvalidPipelineException.class, () -> read(file)).problems();
  }

  private Path write(String aggregations) throws IOException {
    return Files.writeString(folder.resolve("pipeline.yaml"), VALID + aggregations);
  }
}
