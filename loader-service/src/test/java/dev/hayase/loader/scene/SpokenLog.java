package dev.hayase.loader.scene;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Records what a class tells the log during a test.
public final class SpokenLog implements BeforeEachCallback, AfterEachCallback {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger;

  public SpokenLog(Class<?> of) {
    this.logger = (Logger) LoggerFactory.getLogger(of);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    appender.list.clear();
    appender.start();
    logger.addAppender(appender);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.detachAppender(appender);
  }

  /// The levels of what was told, in order.
  public List<Level> levels() {
    return appender.list.stream().map(ILoggingEvent::getLevel).toList();
  }

  /// What was told, in order: of each the values of these keys, as far as it has them.
  public List<String> values(String... keys) {
    return appender.list.stream()
        .map(event ->
            event.getKeyValuePairs().stream()
                .filter(pair -> List.of(keys).contains(pair.key))
                .map(pair -> String.valueOf(pair.value))
                .reduce((a, b) -> a + " " + b)
                .orElse(""))
        .toList();
  }
}
