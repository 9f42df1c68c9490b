package dev.hayase.frame.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.InvalidPipelineException;
import dev.hayase.pipeline.Secret;
import dev.hayase.pipeline.access.AccessKeys;
import dev.hayase.pipeline.access.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private long changes;

  private Path write(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("keys.yaml"), yaml);
    // Each content with a time of its own, however fast the test is.
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.ofEpochSecond(1_700_000_000 + changes++)));
    return file;
  }

  private static String keys(String... hashed) {
    StringBuilder hashes = new StringBuilder();
    for (String key : hashed) {
      hashes.append(hashes.isEmpty() ? "" : ", ").append(AccessKeys.hash(key));
    }
    return "keys:\n  web: {hashes: [%s], streams: [clicks], origins: ['https://a.b'], rate: 1MiB}\n"
        .formatted(hashes);
  }

  @Test
  void aKeyIsKnownByItsHashAndSaysWhatItIsFor() throws IOException {
    // Given
    Path file =
        write(
            keys("first", "second")
                + "  billing: {signing: {AKID: '${SECRET}'}, streams: ['*'], redrive: true}\n");

    // When
    AccessKeys keys = KeyFile.read(file, name -> "SECRET".equals(name) ? "s3cret" : null);

    // Then
    Sender web =
        new Sender(
            "web",
            Set.of("clicks"),
            Set.of("https://a.b"),
            Optional.of(ByteSize.ofMebibytes(1)),
            false,
            Set.of());
    assertThat(keys.sender(Optional.of("first"))).contains(web);
    assertThat(keys.sender(Optional.of("second"))).contains(web);
    assertThat(keys.sender(Optional.of("third"))).isEmpty();
    assertThat(keys.sender(Optional.empty())).isEmpty();
    assertThat(keys.signingKey("AKID").orElseThrow().secret()).isEqualTo(new Secret("s3cret"));
    assertThat(keys.signingKey("AKID").orElseThrow().sender().maySendTo("anything")).isTrue();
    assertThat(web.maySendTo("pages")).isFalse();
    assertThat(web.mayRedrive("clicks")).isFalse();
    assertThat(keys.signingKey("AKID").orElseThrow().sender().mayRedrive("clicks")).isTrue();
    assertThat(keys.isOrigin("https://a.b")).isTrue();
    assertThat(keys.isOrigin("https://a.b.c")).isFalse();
  }

  @Test
  void aKeyLooksUpNothingThatItDoesNotName() throws IOException {
    // Given
    Path file =
        write(
            keys("sends")
                + "  app: {hashes: [%s], aggregations: [membership]}\n"
                    .formatted(AccessKeys.hash("looks")));

    // When
    AccessKeys keys = KeyFile.read(file);

    // Then
    Sender app = keys.sender(Optional.of("looks")).orElseThrow();
    assertThat(app.mayLookUp("membership")).isTrue();
    assertThat(app.mayLookUp("revenue")).isFalse();
    assertThat(app.maySendTo("clicks")).isFalse();
    assertThat(keys.sender(Optional.of("sends")).orElseThrow().mayLookUp("membership")).isFalse();
    assertThat(AccessKeys.open().sender(Optional.empty()).orElseThrow().mayLookUp("revenue"))
        .isTrue();
  }

  @Test
  void everythingThatIsWrongIsSaidWithItsPlace() throws IOException {
    // Given
    Path file =
        write(
            "keys:\n  web: {hashes: [abc], streams: [Clicks], origins: [a.b]}\n  other: {streams: []}\n  app: {hashes: [], aggregations: [A-b]}\n  none: {hashes: []}\n");

    // Then
    assertThatThrownBy(() -> KeyFile.read(file))
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessageContaining("keys.web.hashes[0]: \"abc\" is no SHA-256")
        .hasMessageContaining("keys.web.streams[0]: \"Clicks\" is not a stream's name")
        .hasMessageContaining("keys.web.origins[0]: \"a.b\" is no origin")
        .hasMessageContaining("keys.other: is missing")
        .hasMessageContaining("keys.app.aggregations[0]: \"A-b\" is not an aggregation's name")
        .hasMessageContaining("keys.none");
  }

  @Test
  void aChangedFileIsReadAgainAndAWrongOneChangesNothing() throws IOException {
    // Given
    Path file = write(keys("first"));
    try (KeyRing ring = new KeyRing(Optional.of(file))) {
      // When
      write(keys("first", "second"));

      // Then
      await().atMost(LIMIT).until(() -> ring.keys().sender(Optional.of("second")).isPresent());

      // When
      write("keys: nonsense\n");

      // Then
      await().atMost(LIMIT).until(() -> ring.problem().isPresent());
      assertThat(ring.keys().sender(Optional.of("second"))).isPresent();

      // When
      write(keys("second"));

      // Then
      await().atMost(LIMIT).until(() -> ring.keys().sender(Optional.of("first")).isEmpty());
      assertThat(ring.problem()).isEmpty();
    }
  }
}
