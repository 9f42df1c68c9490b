package dev.hayase.log.http;

import static java.util.regex.Pattern.quote;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.local.SharedBroker;
import dev.hayase.log.http.Clients.Client;
import dev.hayase.log.http.segment.Browser;
import dev.hayase.log.scene.Overload;
import dev.hayase.log.scene.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients of all protocols, as they are published, at one door: each is refused, comes again by
/// itself, and each of its events is on its topic under one id.
///
/// Segment's library for Java waits for up to half a minute before it comes again, so it is refused
/// once only; what it is told is the same in both cases.
class RetriesTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int MEMORY = 1 << 20;

  @TempDir private static Path folder;
  private static Scene scene;
  private static Clients clients;

  @BeforeAll
  static void start() {
    scene =
        new Scene(folder)
            .limits("memory: 1MiB\nlargest-request: 1MiB")
            .properties(
                "server.tomcat.accesslog.enabled=true",
                "server.tomcat.accesslog.buffered=false",
                "server.tomcat.accesslog.directory=" + folder,
                "server.tomcat.accesslog.prefix=access",
                "server.tomcat.accesslog.file-date-format=");
    clients = new Clients(scene, folder);
    scene.start();
    // Kafka's client asks for a stream's partitions when its first event comes.
    clients
        .all()
        .forEach(client -> scene.post("/v1/events/" + client.stream(), "application/json", "{}"));
  }

  @AfterAll
  static void stop() {
    clients.close();
    scene.close();
  }

  @Test
  void whoFindsNoRoomComesAgain() throws IOException {
    // Given
    List<Client> all = clients.all();
    try (Overload _ = Overload.of(scene, MEMORY)) {
      Awaitility.await().atMost(LIMIT).until(RetriesTest::isFull);

      // When
      sendAndAwaitRefusals(all, "room");
    }

    // Then
    awaitArrival(all, "room");
    sayWhoWasNotHere();
  }

  @Test
  void whoComesWhileKafkaIsAwayComesAgain() throws IOException {
    // Given
    List<Client> quick = clients.quick();
    SharedBroker.freeze();
    try {

      // When
      sendAndAwaitRefusals(quick, "outage");
    } finally {
      SharedBroker.thaw();
    }

    // Then
    awaitArrival(quick, "outage");
    sayWhoWasNotHere();
  }

  private static boolean isFull() {
    return scene.post("/v1/logs", "application/json", "{}").statusCode() == 429;
  }

  private static void sendAndAwaitRefusals(List<Client> some, String run) throws IOException {
    for (Client client : some) {
      long before = refusals(client);
      client.send().accept(run);
      Awaitility.await(client.name()).atMost(LIMIT).until(() -> refusals(client) > before);
    }
  }

  /// How often the client was not told that all is well, by the access log.
  private static long refusals(Client client) throws IOException {
    Pattern refusal = Pattern.compile(" POST %s [45][0-9]{2} ".formatted(quote(client.path())));
    try (Stream<String> lines = Files.lines(folder.resolve("access.log"))) {
      return lines.filter(line -> refusal.matcher(line).find()).count();
    }
  }

  private static void awaitArrival(List<Client> some, String run) {
    Map<String, Set<String>> expected =
        some.stream().collect(toMap(Client::name, _ -> Set.copyOf(Clients.ids(run))));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(some.stream().collect(toMap(Client::name, client -> ids(client, run))))
                .isEqualTo(expected));
  }

  private static Set<String> ids(Client client, String run) {
    return scene.events(client.stream()).stream()
        .map(stored -> Objects.requireNonNull(stored.headers().get(EventHeaders.ID)))
        .filter(id -> id.startsWith(run))
        .collect(Collectors.toSet());
  }

  /// What is proved above is proved; a client that is not on this machine was left out.
  private static void sayWhoWasNotHere() {
    Browser.missing().ifPresent(what -> Assumptions.abort("All but browsers came again. " + what));
  }
}
