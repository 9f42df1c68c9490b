package dev.hayase.cli;

import dev.hayase.cli.topics.OrderTopic;
import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.Source;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/// A source of the pipeline that an operator orders something of.
record OrderedSource(Pipeline pipeline, Source source) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// @throws IllegalArgumentException when the pipeline has no source of that name
  static OrderedSource find(Pipeline pipeline, String name) {
    Source found =
        pipeline
            .source(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The pipeline has no source '%s'; it has: %s"
                        .formatted(
                            name,
                            pipeline.sources().stream()
                                .map(Source::name)
                                .collect(Collectors.joining(", ")))));
    return new OrderedSource(pipeline, found);
  }

  /// A table of it.
  ///
  /// @param name `schema.table`, or `table` in the schema `public` or in the database of a MySQL
  ///   source
  /// @throws IllegalArgumentException when the source's patterns do not take it in
  ChangeTopic table(String name) {
    int dot = name.indexOf('.');
    String schema = dot < 0 ? defaultSchema() : name.substring(0, dot);
    String table = name.substring(dot + 1);
    if (!source.captures(schema, table)) {
      throw new IllegalArgumentException(
          "sources.%s.tables: '%s' does not take in %s.%s. Add it there, and restart the cdc-service"
              .formatted(source.name(), String.join(", ", source.tables()), schema, table));
    }
    return new ChangeTopic(source.name(), schema, table);
  }

  private String defaultSchema() {
    return switch (source) {
      case PostgresSource _ -> "public";
      case MysqlSource _ ->
          throw new IllegalArgumentException(
              "Say database.table: the source has several databases");
    };
  }

  /// Gives an order, and says what became of it.
  ///
  /// @param done what is true once it was carried out
  /// @return the status to end with
  int give(CaptureOrder order, PrintWriter out, String done) throws InterruptedException {
    try (OrderTopic topic = new OrderTopic(pipeline.kafka(), source.name())) {
      Optional<OrderTopic.Answer> answer = topic.give(order, PATIENCE);
      if (answer.isEmpty()) {
        out.printf(
            "%s: nobody has answered within %d s. The order stands, and is carried out when a"
                + " cdc-service captures the source%n",
            source.name(), PATIENCE.toSeconds());
        return 1;
      }
      Optional<String> refusal = answer.get().refusal();
      out.println(source.name() + ": " + refusal.map(why -> "refused: " + why).orElse(done));
      return refusal.isEmpty() ? 0 : 1;
    }
  }
}
