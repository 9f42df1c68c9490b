package dev.hayase.loader.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.loader.registry.RegistryClient.Login;
import dev.hayase.loader.store.Registry.Registered;
import dev.hayase.records.format.Schemas.SchemasUnavailableException;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
  private final FakeRegistry registry = new FakeRegistry();
  private final RegistryClient client = new RegistryClient(registry.url(), Optional.empty());

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  @Test
  void aSchemaIsAskedForOnce() {
    // Given
    registry.schema(17, "\"string\"");

    // When
    Optional<Registered> first = client.find(17);
    Optional<Registered> second = client.find(17);

    // Then
    assertThat(first).contains(new Registered("AVRO", "\"string\"", List.of()));
    assertThat(second).isEqualTo(first);
    assertThat(registry.asked()).containsExactly("/schemas/ids/17");
  }

  @Test
  void aSchemaIsFoundByItsGuid() {
    // Given
    UUID guid = UUID.fromString("8a1b3c9e-0000-4a7d-8000-0123456789ab");
    registry.answer("/schemas/guids/" + guid, "{\"schema\":\"\\\"string\\\"\"}");

    // Then
    assertThat(client.find(guid)).contains(new Registered("AVRO", "\"string\"", List.of()));
    assertThat(client.find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void aRegistryWithoutGuidsIsAMatterForTheOperator() {
    // Given
    registry.failing(404);

    // Then
    assertThatThrownBy(() -> client.find(UUID.randomUUID()))
        .isInstanceOfSatisfying(
            UnusableSchemaException.class,
            e -> assertThat(e.remedy()).contains("PrefixSchemaIdSerializer"));
  }

  @Test
  void whatASchemaRefersToComesBeforeIt() {
    // Given
    registry
        .answer(
            "/schemas/ids/1",
            """
            {"schema":"main","references":[{"name":"a","subject":"a b","version":2},\
            {"name":"c","subject":"c","version":1}]}\
            """)
        .answer(
            "/subjects/a%20b/versions/2",
            "{\"schema\":\"a\",\"references\":[{\"name\":\"c\",\"subject\":\"c\",\"version\":1}]}")
        .answer("/subjects/c/versions/1", "{\"schema\":\"c\"}");

    // Then
    assertThat(client.find(1)).contains(new Registered("AVRO", "main", List.of("c", "a")));
  }

  @Test
  void whatIsUnknownIsAskedForAgain() {
    // Given
    Optional<Registered> before = client.find(5);
    registry.answer("/schemas/ids/5", "{\"schema\":\"x\",\"schemaType\":\"PROTOBUF\"}");

    // When
    Optional<Registered> after = client.find(5);

    // Then
    assertThat(before).isEmpty();
    assertThat(after).contains(new Registered("PROTOBUF", "x", List.of()));
  }

  @Test
  void theUserIsShown() {
    // Given
    registry.schema(1, "x");

    // When
    try (RegistryClient known =
        new RegistryClient(registry.url(), Optional.of(new Login("hayase", "päss")))) {
      known.find(1);
    }

    // Then
    assertThat(registry.asked()).containsExactly("/schemas/ids/1 Basic aGF5YXNlOnDDpHNz");
  }

  @Test
  void aRegistryThatIsDownOrStumblesIsAskedLater() {
    // Given
    registry.schema(1, "x").failing(503);

    // Then
    assertThatThrownBy(() -> client.find(1))
        .isInstanceOf(SchemasUnavailableException.class)
        .hasMessageContaining("answers HTTP 503");
    registry.failing(404);
    assertThatThrownBy(() -> client.find(1)).hasMessageContaining("answers HTTP 404");
    registry.failing(0);
    assertThat(client.find(1)).isPresent();
    registry.close();
    assertThatThrownBy(() -> client.find(2))
        .isInstanceOf(SchemasUnavailableException.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void aRegistryThatDoesNotLetUsInIsAMatterForTheOperator() {
    // Given
    registry.failing(401);

    // Then
    assertThatThrownBy(() -> client.find(1))
        .isInstanceOfSatisfying(
            UnusableSchemaException.class,
            e -> assertThat(e.remedy()).contains("registry.username"));
  }

  @Test
  void anAddressThatIsNoRegistrysIsSaid() {
    // Given
    registry.answer("/schemas/ids/1", "<html>hello</html>");

    // Then
    assertThatThrownBy(() -> client.find(1))
        .isInstanceOf(SchemasUnavailableException.class)
        .hasMessageContaining("is the address that of a registry?");
  }
}
