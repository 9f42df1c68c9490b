package dev.hayase.log.http.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.pipeline.access.AccessKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Segment's library for browsers, as it is published, in Chromium, on a page of another origin.
class BrowserTest {
  private static final String KEY = "a-write-key-0123456789abcdef";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private static Path folder;
  private static Scene scene;
  private static Browser browser;
  private static String web;

  @BeforeAll
  static void start() {
    Browser.missing().ifPresent(what -> Assumptions.abort(what));
    browser = new Browser(folder);
    scene = new Scene(folder);
    web = scene.stream("web", "{}");
    scene.keys(
        "  web: {hashes: [%s], streams: ['%s'], origins: ['%s']}\n"
            .formatted(AccessKeys.hash(KEY), web, browser.origin()));
    scene.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
      scene.close();
    }
  }

  @Test
  void everyCallOfTheLibraryArrives() {
    // When
    List<String> types =
        browse(
            """
            const analytics = AnalyticsNext.AnalyticsBrowser.load({writeKey: KEY, cdnURL: SERVICE});
            analytics.track('Lesson Opened', {run: 'calls', lesson: 7});
            analytics.identify('ann', {run: 'calls'});
            analytics.page('Lessons', {run: 'calls'});
            analytics.screen('Lessons', {run: 'calls'});
            analytics.group('class 7', {run: 'calls'});
            """,
            "calls",
            5);

    // Then
    assertThat(types).containsExactlyInAnyOrder("track", "identify", "page", "screen", "group");
    assertThat(stored("calls").toString()).doesNotContain(KEY);
  }

  @Test
  void batchesArrive() {
    // When
    List<String> types =
        browse(
            """
            const analytics = AnalyticsNext.AnalyticsBrowser.load({writeKey: KEY, cdnURL: SERVICE},
                {integrations: {'Segment.io': {deliveryStrategy:
                    {strategy: 'batching', config: {size: 4, timeout: 200}}}}});
            for (let i = 0; i < 10; i++) analytics.track('Lesson Opened', {run: 'batches', i});
            """,
            "batches",
            10);

    // Then
    assertThat(types).hasSize(10).containsOnly("track");
  }

  @Test
  void whatAPageSendsWhenItIsLeftArrives() {
    // When
    List<String> types =
        browse(
            """
            const event = {type: 'track', event: 'Left', messageId: 'left', properties: {run: 'left'}};
            navigator.sendBeacon(SERVICE + '/v1/batch',
                new Blob([JSON.stringify({writeKey: KEY, batch: [event]})], {type: 'text/plain'}));
            """,
            "left",
            1);

    // Then
    assertThat(types).containsExactly("track");
  }

  /// Opens the page with a script, waits for so many events of the run, and tells their types.
  private static List<String> browse(String script, String run, int events) {
    browser.open(KEY, scene.at(""), script);
    Awaitility.await().atMost(LIMIT).until(() -> stored(run).size() >= events);
    return stored(run).stream()
        .map(stored -> Objects.requireNonNull(stored.headers().get(EventHeaders.TYPE)))
        .toList();
  }

  private static List<Scene.Stored> stored(String run) {
    return scene.events(web).stream()
        .filter(stored -> stored.value().contains("\"run\":\"%s\"".formatted(run)))
        .toList();
  }
}
