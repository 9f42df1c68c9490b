package dev.hayase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.keys.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  @TempDir private Path folder;

  @Test
  void aNewKeyIsShownOnceAndOnlyItsHashIsKept() throws IOException {
    // When
    CommandRun run =
        keys(
            "new web --streams clicks,pages --origins https://school.example --rate 5MiB --redrive");

    // Then
    String key = run.out().strip();
    assertThat(run.status()).isZero();
    assertThat(key).hasSize(43);
    assertThat(file())
        .hasContent(
            """
            keys:
              web:
                hashes: ["%s"]
                streams: ["clicks", "pages"]
                origins: ["https://school.example"]
                rate: 5MiB
                redrive: true
            """
                .formatted(new ApiKey(key).hash()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aRotatedKeyIsGoodBesideTheOldOneUntilThatIsDroppedAndTheRestOfTheFileStays()
      throws IOException {
    // Given
    Files.writeString(
        file(),
        """
        # Who may send.
        keys:
          web: {hashes: [%s], streams: [clicks]} # the site
          billing:
            signing: {AKIDEXAMPLE: "${BILLING_SECRET}"}
            streams: ["*"]
        """
            .formatted("0".repeat(64)));

    // When
    ApiKey key = new ApiKey(keys("rotate web").out().strip());
    String both = Files.readString(file());
    CommandRun dropped = keys("rotate web --drop-old");

    // Then
    assertThat(both)
        .contains(
            "# Who may send.",
            "web: {hashes: [\"%s\", \"%s\"], streams: [clicks]}"
                .formatted(key.hash(), "0".repeat(64)),
            "# the site",
            "signing: {AKIDEXAMPLE: \"${BILLING_SECRET}\"}");
    assertThat(dropped.out()).contains(key.hash().substring(0, 8), "ended: 1");
    assertThat(file()).content().contains(key.hash()).doesNotContain("0".repeat(64));
    assertThat(keys("list").out().lines().map(String::strip))
        .satisfiesExactly(
            heading -> assertThat(heading).startsWith("sender"),
            web -> assertThat(web).startsWith("web").contains(key.hash().substring(0, 8), "clicks"),
            billing -> assertThat(billing).startsWith("billing").endsWith("*"));
  }

  @Test
  void aKeyForLookupsSendsNothing() throws IOException {
    // When
    CommandRun run = keys("new app --aggregations membership,revenue");

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(file())
        .hasContent(
            """
            keys:
              app:
                hashes: ["%s"]
                aggregations: ["membership", "revenue"]
            """
                .formatted(new ApiKey(run.out().strip()).hash()));
    assertThat(keys("list").out()).contains("membership revenue");
    assertThat(keys("new idle").err()).contains("name --streams, --aggregations or both");
    assertThat(keys("new app2 --aggregations A-b").err())
        .contains("'A-b' is not an aggregation's name");
  }

  @Test
  void aSenderIsRemovedAndWhoIsNotThereIsNot() throws IOException {
    // Given
    keys("new web --streams *");

    // When
    CommandRun removed = keys("remove web");
    CommandRun again = keys("remove web");

    // Then
    assertThat(removed.status()).isZero();
    assertThat(file()).content().doesNotContain("web");
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("There is no sender web", "hayase keys list");
  }

  @Test
  void whatIsNoStreamAndWhoIsThereAlreadyIsRefused() {
    // Given
    keys("new web --streams clicks");

    // Then
    assertThat(keys("new app --streams Clicks!").err())
        .contains("'Clicks!' is not a stream's name");
    assertThat(keys("new web --streams clicks").err()).contains("hayase keys rotate web");
  }

  private Path file() {
    return folder.resolve("keys.yaml");
  }

  private CommandRun keys(String command) {
    return CommandRun.of("keys " + command + " --file " + file());
  }
}
