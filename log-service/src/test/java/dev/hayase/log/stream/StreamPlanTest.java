package dev.hayase.log.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Document;
import dev.hayase.log.event.EventIds;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.Quarantined.Code;
import dev.hayase.log.event.StreamEvent;
import dev.hayase.log.personal.Concealment;
import dev.hayase.log.personal.Encryption;
import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.LogSettings.NamedSecret;
import dev.hayase.pipeline.Secret;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Identity;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Personal;
import dev.hayase.pipeline.StreamSettings.Schema;
import dev.hayase.pipeline.StreamSettings.Time;
import dev.hayase.pipeline.StreamSettings.Topic;
import dev.hayase.pipeline.StreamSettings.UnknownFields;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TopicSettings.IntegerTimes;
import dev.hayase.pipeline.personal.Hashing;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPlanTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");
  private static final List<NamedSecret> KEYS =
      List.of(new NamedSecret("k1", new Secret(Base64.getEncoder().encodeToString(new byte[32]))));
  private static final Encryption ENCRYPTION = new Encryption(KEYS, new SecureRandom());
  private static final Concealment CONCEALMENT = new Concealment(new Hashing(KEYS), ENCRYPTION);

  private static StreamPlan plan(
      Identity identity, Time time, @Nullable String key, Map<String, Personal> personal) {
    return plan(identity, time, key, personal, Optional.empty());
  }

  private static StreamPlan plan(
      Identity identity,
      Time time,
      @Nullable String key,
      Map<String, Personal> personal,
      Optional<TableSchema> columns) {
    return new StreamPlan(
        "visits",
        new StreamSettings(
            columns.map(_ -> new Schema(Path.of("x"), Language.BIGQUERY, UnknownFields.KEEP)),
            identity,
            time,
            Optional.ofNullable(key),
            personal,
            new ByteSize(4096),
            Topic.DEFAULT,
            TableSettings.DEFAULT),
        columns,
        SchemaCheck.NONE,
        CONCEALMENT,
        ENCRYPTION);
  }

  private static Judged judge(StreamPlan plan, byte[] document) {
    Offered offered = Offered.plain("visits", Document.of(document));
    Delivery delivery =
        new Delivery(
            "web", "events", RECEIVED, Optional.empty(), Optional.empty(), List.of(offered));
    return plan.judge(offered, delivery, new EventIds(delivery));
  }

  private static StreamEvent fit(StreamPlan plan, String document) {
    return ((Judged.Fit) judge(plan, document.getBytes(UTF_8))).event();
  }

  private static Quarantined unfit(StreamPlan plan, String document) {
    return ((Judged.Unfit) judge(plan, document.getBytes(UTF_8))).quarantined();
  }

  @Test
  void whatStandsInADocumentIsPickedUpWhereverItIs() {
    // Given
    StreamPlan plan =
        plan(
            new Identity(Optional.of("meta.id"), true),
            new Time(Optional.of("meta.at"), Optional.of(IntegerTimes.MICROSECONDS)),
            "user.id",
            Map.of());

    // When
    StreamEvent event =
        fit(
            plan,
            "{\"x\":[{\"id\":9}],\"user\":{\"id\":12345678901234567890},\"meta\":{\"id\":\"a\",\"at\":-1}}");

    // Then
    assertThat(event.id()).isEqualTo("a");
    assertThat(event.key()).asString(UTF_8).isEqualTo("12345678901234567890");
    assertThat(event.times().happened()).contains(Instant.parse("1969-12-31T23:59:59.999999Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"user":{"email":"a@b"}}             | {"user":{"email":"***"}}
          {"user":[{"email":"a"},{"email":1}]} | {"user":[{"email":"***"},{"email":"***"}]}
          {"user":{"email":null,"x":1E+2}}     | {"user":{"email":null,"x":1E+2}}
          {"user":{"email":{"a":[1]}}}         | {"user":{"email":"***"}}
          {"note":{"a":1},"b":2}               | {"b":2}
          {"ip":"10.1.2.3"}                    | {"ip":"10.1.2.0"}
          {"ip":"2001:db8:1:2:3:4:5:6"}        | {"ip":"2001:db8:1:0:0:0:0:0"}
          {"ip":"nobody's"}                    | {"ip":"***"}
          {"deep":{"a":{"card":7,"b":"é\\u00e9"}}} | {"deep":{"a":{"card":"***","b":"éé"}}}
          """)
  void personalDataIsConcealedAndNothingElseIsTouched(String document, String result) {
    // Given
    StreamPlan plan =
        plan(
            Identity.DERIVED,
            Time.UNTOLD,
            null,
            Map.of(
                "user.email", Personal.MASK,
                "note", Personal.DROP,
                "ip", Personal.TRUNCATE,
                "deep.*.card", Personal.MASK));

    // When
    StreamEvent event = fit(plan, document);

    // Then
    assertThat(event.value()).asString(UTF_8).isEqualTo(result);
  }

  @Test
  void whatIsEncryptedCanBeReadByItsKeyAndIsNeverTheSame() {
    // Given
    StreamPlan plan = plan(Identity.DERIVED, Time.UNTOLD, null, Map.of("a", Personal.ENCRYPT));

    // When
    String one = new String(fit(plan, "{\"a\":\"ann\"}").value(), UTF_8);
    String two = new String(fit(plan, "{\"a\":\"ann\"}").value(), UTF_8);

    // Then
    assertThat(one).isNotEqualTo(two).startsWith("{\"a\":\"k1:");
    byte[] sealed = Base64.getUrlDecoder().decode(one.substring(9, one.length() - 2));
    assertThat(ENCRYPTION.decrypt("k1", sealed)).asString(UTF_8).isEqualTo("ann");
  }

  @Test
  void aHashIsTheSameForTheSameTextSoThatTablesCanBeJoinedByIt() {
    // Given
    StreamPlan plan =
        plan(Identity.DERIVED, Time.UNTOLD, "a", Map.of("a", Personal.HASH, "b", Personal.HASH));

    // When
    StreamEvent event = fit(plan, "{\"a\":\"ann\",\"b\":[\"ann\",\"bob\"]}");

    // Then
    String key = new String(event.key(), UTF_8);
    assertThat(event.value())
        .asString(UTF_8)
        .startsWith("{\"a\":\"" + key + "\",\"b\":[\"" + key + "\",\"k1:")
        .doesNotContain("ann", "bob");
  }

  @Test
  void unknownFieldsArePutApartByTheirPaths() {
    // Given
    TableSchema columns =
        TableSchema.declared(
            """
            [{"name": "id", "type": "STRING"}, {"name": "any", "type": "JSON"},
             {"name": "user", "type": "RECORD", "fields": [{"name": "id", "type": "INTEGER"}]}]
            """
                .getBytes(UTF_8),
            List.of());
    StreamPlan plan =
        plan(
            Identity.DERIVED,
            Time.UNTOLD,
            null,
            Map.of("user.email", Personal.MASK),
            Optional.of(columns));

    // When
    StreamEvent event =
        fit(
            plan,
            "{\"new\":{\"x\":1.0},\"id\":\"a\",\"user\":{\"id\":1,\"email\":\"e\",\"age\":7},\"any\":{\"y\":2}}");

    // Then
    assertThat(event.value())
        .asString(UTF_8)
        .isEqualTo(
            "{\"id\":\"a\",\"user\":{\"id\":1},\"any\":{\"y\":2},"
                + "\"_unknown_fields\":{\"new\":{\"x\":1.0},\"user.email\":\"***\",\"user.age\":7}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "null",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"\u0001\"}",
        "{'a':1}",
        "\ufeff{}x"
      })
  void whatIsNotOneObjectIsMalformed(String document) {
    // Given
    StreamPlan plan = plan(Identity.DERIVED, Time.UNTOLD, null, Map.of());

    // When
    Quarantined quarantined = unfit(plan, document);

    // Then
    assertThat(quarantined.code()).isEqualTo(Code.MALFORMED);
    assertThat(quarantined.value()).asString(UTF_8).isEqualTo(document);
    assertThat(quarantined.encryptedBy()).isEmpty();
  }

  @Test
  void depthAndNumbersOfStrangersAreBounded() {
    // Given
    StreamPlan plan = plan(Identity.DERIVED, Time.UNTOLD, "a", Map.of("b", Personal.MASK));

    // Then
    assertThat(unfit(plan, "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}").code())
        .isEqualTo(Code.MALFORMED);
    assertThat(unfit(plan, "{\"a\":" + "9".repeat(2000) + "}").code()).isEqualTo(Code.MALFORMED);
    assertThat(unfit(plan, "{\"a\":\"" + "9".repeat(5000) + "\"}").code())
        .isEqualTo(Code.TOO_LARGE);
    assertThat(fit(plan, "{\"a\":1e999999999}").key()).asString(UTF_8).isEqualTo("1e999999999");
  }

  @Test
  void anEventWithoutTheIdOrTimeThatItsStreamNeedsIsKeptWithoutItsPersonalData() {
    // Given
    StreamPlan plan =
        plan(
            new Identity(Optional.of("id"), true),
            new Time(Optional.of("at"), Optional.empty()),
            null,
            Map.of("name", Personal.MASK));

    // Then
    assertThat(unfit(plan, "{\"name\":\"ann\"}").code()).isEqualTo(Code.NO_ID);
    assertThat(unfit(plan, "{\"id\":1,\"at\":\"then\",\"name\":\"ann\"}").code())
        .isEqualTo(Code.BAD_TIME);
    assertThat(unfit(plan, "{\"id\":1,\"at\":17,\"name\":\"ann\"}").value())
        .asString(UTF_8)
        .isEqualTo("{\"id\":1,\"at\":17,\"name\":\"***\"}");
    assertThat(unfit(plan, "{\"id\":1,\"name\":\"an").value()).asString(UTF_8).doesNotContain("an");
  }

  @Property
  void whateverComesIsJudged(@ForAll byte[] document) {
    // Given
    StreamPlan plan = plan(Identity.DERIVED, Time.UNTOLD, "a", Map.of("b", Personal.MASK));

    // Then
    assertThat(judge(plan, document)).isNotNull();
  }
}
