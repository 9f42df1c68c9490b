package dev.hayase.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainScreenTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final PlainScreen screen =
      new PlainScreen(new PrintStream(out, true, StandardCharsets.UTF_8), nanos::get);

  @Test
  void framesComeNowAndThenAndTheLastOneAlways() {
    // When
    screen.line("begin");
    screen.frame(List.of("1"));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    screen.frame(List.of("2"));
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    screen.frame(List.of("3"));
    screen.frame(List.of("4"));
    screen.keepFrame();
    screen.line("end");

    // Then
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("begin", "1", "3", "4", "end");
  }
}
