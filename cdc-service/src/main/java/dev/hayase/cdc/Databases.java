package dev.hayase.cdc;

import dev.hayase.cdc.mysql.MysqlDatabase;
import dev.hayase.cdc.mysql.MysqlLookout;
import dev.hayase.cdc.postgres.PostgresDatabase;
import dev.hayase.cdc.postgres.PostgresLookout;
import dev.hayase.cdc.source.Database;
import dev.hayase.cdc.source.Lookout;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.Source;
import dev.hayase.pipeline.TableSettings;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Which kind of database a source is.
final class Databases {
  private Databases() {}

  /// Opens a source's database, as often as it is asked.
  static Supplier<Database> of(Pipeline pipeline, Source source) {
    Predicate<ChangeTopic> history = history(pipeline);
    return switch (source) {
      case MysqlSource mysql -> () -> new MysqlDatabase(mysql, pipeline.kafka());
      case PostgresSource postgres -> () -> new PostgresDatabase(postgres, history);
    };
  }

  /// The tables of which every change is kept.
  static Predicate<ChangeTopic> history(Pipeline pipeline) {
    return table -> {
      String name = table.source() + "." + table.schema() + "." + table.table();
      return pipeline.table(name).mode() == TableSettings.Mode.HISTORY;
    };
  }

  /// Looks at a source's server.
  ///
  /// @param silence after which a reader that does not answer is taken for gone
  static Lookout lookout(Source source, Duration silence) {
    return switch (source) {
      case MysqlSource mysql -> new MysqlLookout(mysql);
      case PostgresSource postgres -> new PostgresLookout(postgres, silence);
    };
  }
}
