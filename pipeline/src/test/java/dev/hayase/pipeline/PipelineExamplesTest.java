package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.pipeline.BigQueryTarget.Endpoint;
import dev.hayase.pipeline.LoaderSettings.Batch;
import dev.hayase.pipeline.LogSettings.NamedSecret;
import dev.hayase.pipeline.PersonalColumns.Treatment;
import dev.hayase.pipeline.PostgresSource.Tls;
import dev.hayase.pipeline.SchemaRegistry.Credentials;
import dev.hayase.pipeline.StreamSettings.Identity;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Personal;
import dev.hayase.pipeline.StreamSettings.Schema;
import dev.hayase.pipeline.StreamSettings.Time;
import dev.hayase.pipeline.StreamSettings.Topic;
import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.pipeline.TableSettings.OnTypeConflict;
import dev.hayase.pipeline.TableSettings.Priority;
import dev.hayase.pipeline.TopicSettings.Documents;
import dev.hayase.pipeline.TopicSettings.Format;
import dev.hayase.pipeline.TopicSettings.IntegerTimes;
import dev.hayase.pipeline.TopicSettings.Order;
import dev.hayase.pipeline.TopicSettings.OrderBy;
import dev.hayase.pipeline.TopicSettings.UnknownFields;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineExamplesTest {
  private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir Path folder;

  @Test
  void theMinimalExampleSaysOnlyAddressesAndSecretsAndTheRestHasDefaults() throws IOException {
    // Given
    Path file = example("pipeline-minimal.yaml");

    // When
    Pipeline pipeline = PipelineFile.read(file, Map.of("SCHOOL_PASSWORD", "s3cret")::get);

    // Then
    assertThat(pipeline)
        .isEqualTo(
            new Pipeline(
                new KafkaCluster("localhost:9092", 4, OptionalInt.empty(), Map.of()),
                new BigQueryTarget("my-project", "school", Optional.empty(), Optional.empty()),
                List.of(
                    new PostgresSource(
                        "school",
                        "localhost",
                        5432,
                        "school",
                        "hayase",
                        new Secret("s3cret"),
                        new Tls(
                            Tls.Mode.PREFER, Optional.empty(), Optional.empty(), Optional.empty()),
                        List.of("public.*"),
                        "hayase_school",
                        "hayase_school",
                        Optional.empty(),
                        PersonalColumns.NONE)),
                Map.of(),
                Map.of(),
                Map.of(),
                LogSettings.DEFAULT,
                new LinkedHashMap<>(),
                AggregatorSettings.DEFAULT,
                Optional.empty(),
                new LoaderSettings(
                    new ByteSize(128 << 20),
                    new Batch(5000, new ByteSize(4 << 20), Duration.ofMillis(200)))));
  }

  @Test
  void theFullExampleSaysEverything() throws IOException {
    // Given
    Path file = example("pipeline-full.yaml");
    write("secrets/school-password", "s3cret\n");
    Path root = write("tls/root.pem", "root");
    Path certificate = write("tls/client.pem", "client");
    Path key = write("tls/client.pk8", "key");
    Path clicks =
        write("schemas/clicks.json", "[{\"name\": \"article_id\", \"type\": \"INTEGER\"}]");
    Path pages = write("schemas/pages.json", "[{\"name\": \"id\", \"type\": \"STRING\"}]");
    Path keys = write("secrets/keys.yaml", "keys: {}");
    write("secrets/encryption-key", SECRET + "\n");
    Path articles =
        write("schemas/articles.json", "[{\"name\": \"article_id\", \"type\": \"INTEGER\"}]");

    // When
    Pipeline pipeline =
        PipelineFile.read(
            file,
            Map.of("KAFKA_PASSWORD", "k$fka", "REGISTRY_PASSWORD", "r3gistry", "HASH_KEY", SECRET)
                ::get);
    StreamSettings pageViews =
        new StreamSettings(
            Optional.of(new Schema(pages, Language.BIGQUERY, StreamSettings.UnknownFields.KEEP)),
            new Identity(Optional.of("id"), true),
            new Time(Optional.of("at"), Optional.of(IntegerTimes.MILLISECONDS)),
            Optional.of("user.id"),
            Map.of(
                "user.email",
                Personal.HASH,
                "user.address",
                Personal.ENCRYPT,
                "ip",
                Personal.TRUNCATE),
            new ByteSize(64 << 10),
            new Topic(Duration.ofDays(14), OptionalInt.of(6)),
            new TableSettings(
                TableSettings.Mode.APPEND,
                Optional.of("web"),
                Optional.of("page_views"),
                List.of("course_id"),
                Delivery.AT_LEAST_ONCE,
                Priority.HIGH,
                OnTruncate.APPLY,
                OnTypeConflict.WIDEN));
    StreamSettings others =
        new StreamSettings(
            Optional.empty(),
            Identity.DERIVED,
            Time.UNTOLD,
            Optional.empty(),
            Map.of(),
            new ByteSize(256 << 10),
            new Topic(Duration.ofHours(36), OptionalInt.empty()),
            new TableSettings(
                TableSettings.Mode.APPEND,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Delivery.EXACTLY_ONCE,
                Priority.NORMAL,
                OnTruncate.APPLY,
                OnTypeConflict.WIDEN));

    // Then
    assertThat(pipeline)
        .isEqualTo(
            new Pipeline(
                new KafkaCluster(
                    "kafka-1:9093,kafka-2:9093,kafka-3:9093",
                    8,
                    OptionalInt.of(3),
                    Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "SCRAM-SHA-512",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                            + " username=\"hayase\" password=\"k$fka\";")),
                new BigQueryTarget(
                    "hayase-local",
                    "school",
                    Optional.of("europe-west3"),
                    Optional.of(
                        new Endpoint(URI.create("http://localhost:9050"), "localhost:9060"))),
                List.of(
                    new PostgresSource(
                        "school",
                        "db.example.com",
                        5433,
                        "school",
                        "hayase",
                        new Secret("s3cret"),
                        new Tls(
                            Tls.Mode.VERIFY_FULL,
                            Optional.of(root),
                            Optional.of(certificate),
                            Optional.of(key)),
                        List.of("public.*", "billing.invoice_*"),
                        "school_changes",
                        "school_changes",
                        Optional.of(
                            new WalBudget(
                                ByteSize.parse("50GiB"), 70, WalBudget.WhenPassed.DROP_SLOT)),
                        new PersonalColumns(
                            List.of(
                                rule("public.learners.email", new Treatment.Hash()),
                                rule("public.*.phone", new Treatment.Mask()),
                                rule("public.learners.family_name", new Treatment.Truncate(1)),
                                rule("billing.invoice_*.note", new Treatment.Drop())),
                            List.of(new NamedSecret("k2", new Secret(SECRET))))),
                    new MysqlSource(
                        "stockroom",
                        MysqlSource.Kind.MARIADB,
                        "stock.example.com",
                        3307,
                        "hayase",
                        new Secret("s3cret"),
                        new MysqlSource.Tls(
                            MysqlSource.Tls.Mode.VERIFY_FULL,
                            Optional.of(root),
                            Optional.of(new Secret("s3cret"))),
                        List.of("stock.*"),
                        7001,
                        "stockroom_2",
                        PersonalColumns.NONE)),
                Map.of(
                    "school.public.answers",
                    new TableSettings(
                        TableSettings.Mode.HISTORY,
                        Optional.of("school_history"),
                        Optional.of("every_answer"),
                        List.of("learner_id", "course_id"),
                        Delivery.AT_LEAST_ONCE,
                        Priority.LOW,
                        OnTruncate.APPLY,
                        OnTypeConflict.SIDE_COLUMN),
                    "school.billing.invoice_lines",
                    new TableSettings(
                        TableSettings.Mode.MIRROR,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Delivery.EXACTLY_ONCE,
                        Priority.HIGH,
                        OnTruncate.HALT,
                        OnTypeConflict.WIDEN),
                    "agg.membership",
                    ofAggregation("membership"),
                    "agg.revenue",
                    new TableSettings(
                        TableSettings.Mode.MIRROR,
                        Optional.of("reports"),
                        Optional.of("daily_revenue"),
                        List.of("plan"),
                        Delivery.EXACTLY_ONCE,
                        Priority.HIGH,
                        OnTruncate.APPLY,
                        OnTypeConflict.WIDEN),
                    "agg.sessions",
                    ofAggregation("sessions"),
                    "agg.pages_per_hour",
                    ofAggregation("pages_per_hour"),
                    "agg.pages_per_minute",
                    ofAggregation("pages_per_minute"),
                    "agg.streaks",
                    ofAggregation("streaks")),
                Map.of(
                    "logs.clicks",
                    new TopicSettings(
                        Format.JSON,
                        Optional.of(clicks),
                        List.of(),
                        new Documents(UnknownFields.IGNORE, Optional.of(IntegerTimes.MILLISECONDS)),
                        Order.DEFAULT,
                        table(TableSettings.Mode.APPEND, Optional.empty(), "clicks")),
                    "warehouse.stock.articles",
                    new TopicSettings(
                        Format.DEBEZIUM_FLAT,
                        Optional.of(articles),
                        List.of("article_id"),
                        Documents.DEFAULT,
                        new Order(OrderBy.KAFKA, List.of(Instant.parse("2026-11-23T01:00:00Z"))),
                        table(TableSettings.Mode.MIRROR, Optional.of("warehouse"), "articles")),
                    "payments.settled",
                    new TopicSettings(
                        Format.AVRO,
                        Optional.empty(),
                        List.of(),
                        Documents.DEFAULT,
                        Order.DEFAULT,
                        table(TableSettings.Mode.APPEND, Optional.empty(), "payments__settled")),
                    "logs.pages",
                    new TopicSettings(
                        Format.JSON,
                        Optional.of(pages),
                        List.of(),
                        new Documents(
                            UnknownFields.KEPT_APART, Optional.of(IntegerTimes.MILLISECONDS)),
                        Order.DEFAULT,
                        pageViews.table())),
                Map.of("pages", pageViews, "*", others),
                new LogSettings(
                    new LogSettings.Access(Optional.of(keys), false),
                    new ByteSize(64 << 20),
                    new ByteSize(8 << 20),
                    List.of(new NamedSecret("k2", new Secret(SECRET))),
                    List.of(new NamedSecret("e1", new Secret(SECRET))),
                    Optional.of(
                        new LogSettings.Spill(
                            Path.of("/var/lib/hayase/spill"), ByteSize.parse("10GiB")))),
                pipeline.aggregations(),
                new AggregatorSettings(
                    Path.of("/var/lib/hayase/aggregation"),
                    1,
                    2,
                    ByteSize.parse("1GiB"),
                    Optional.of(keys)),
                Optional.of(
                    new SchemaRegistry(
                        URI.create("https://registry.example.com"),
                        Optional.of(new Credentials("hayase", new Secret("r3gistry"))))),
                new LoaderSettings(
                    new ByteSize(512 << 20),
                    new Batch(2000, new ByteSize(2 << 20), Duration.ofMillis(500)))));
  }

  @Test
  void theFullExampleUsesEveryKey() throws IOException {
    // Given
    String example = Files.readString(example("pipeline-full.yaml"));

    // When
    List<String> keys =
        PipelineKeys.SECTION.documented("").stream()
            .map(line -> line.keyPath().substring(line.keyPath().lastIndexOf('.') + 1))
            .toList();

    // Then
    assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(example).contains(key + ":"));
  }

  @Test
  void noSecretAppearsWhenAPipelineIsPrinted() throws IOException {
    // Given
    Path file = example("pipeline-full.yaml");
    write("secrets/school-password", "s3cret\n");
    write("tls/root.pem", "root");
    write("tls/client.pem", "client");
    write("tls/client.pk8", "key");
    write("schemas/clicks.json", "[{\"name\": \"article_id\", \"type\": \"INTEGER\"}]");
    write("schemas/articles.json", "[{\"name\": \"article_id\", \"type\": \"INTEGER\"}]");
    write("schemas/pages.json", "[{\"name\": \"id\", \"type\": \"STRING\"}]");
    write("secrets/keys.yaml", "keys: {}");
    write("secrets/encryption-key", SECRET + "\n");

    // When
    String printed =
        PipelineFile.read(
                file,
                Map.of(
                        "KAFKA_PASSWORD",
                        "kafka-s3cret",
                        "REGISTRY_PASSWORD",
                        "other-s3cret",
                        "HASH_KEY",
                        SECRET)
                    ::get)
            .toString();

    // Then
    assertThat(printed)
        .contains("password=***", "sasl.jaas.config")
        .doesNotContain("s3cret", SECRET);
  }

  private static TableSettings ofAggregation(String table) {
    return table(TableSettings.Mode.MIRROR, Optional.empty(), table);
  }

  private static TableSettings table(
      TableSettings.Mode mode, Optional<String> dataset, String table) {
    return new TableSettings(
        mode,
        dataset,
        Optional.of(table),
        List.of(),
        Delivery.EXACTLY_ONCE,
        Priority.NORMAL,
        OnTruncate.APPLY,
        OnTypeConflict.WIDEN);
  }

  private Path example(String name) throws IOException {
    try (InputStream resource = PipelineFile.class.getResourceAsStream("/" + name)) {
      Path file = folder.resolve(name);
      Files.copy(Objects.requireNonNull(resource, name), file);
      return file;
    }
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, content);
  }

  private static PersonalColumns.Rule rule(String columns, Treatment treatment) {
    return new PersonalColumns.Rule(ColumnPattern.parse(columns), treatment);
  }
}
