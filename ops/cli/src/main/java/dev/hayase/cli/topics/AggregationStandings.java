package dev.hayase.cli.topics;

import dev.hayase.cli.standing.BuildOrder;
import dev.hayase.cli.standing.Standing.Told;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.pipeline.Pipeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// What Kafka tells of aggregations, be it that none of their services can be asked.
public final class AggregationStandings implements AutoCloseable {
  private final Pipeline pipeline;
  private final Admin admin;
  private final AggregationBook book;
  private final Map<String, Instant> times;

  /// Reads it.
  public AggregationStandings(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.admin = Admin.create(pipeline.kafka().clientProperties());
    this.times = AggregateTimes.read(pipeline.kafka());
    try (AggregationTopic topic = new AggregationTopic(pipeline.kafka())) {
      this.book = topic.read();
    }
  }

  /// Of one of the pipeline's.
  public Told of(String aggregation) throws InterruptedException {
    Optional<Build> live = book.live(aggregation);
    return new Told(
        Optional.ofNullable(times.get(aggregation)),
        generation(live),
        order(aggregation),
        generation(book.previous(aggregation)),
        members(StageNames.application(aggregation, live.map(Build::generation).orElse(1))));
  }

  private static OptionalInt generation(Optional<Build> build) {
    return build.map(known -> OptionalInt.of(known.generation())).orElse(OptionalInt.empty());
  }

  private Optional<BuildOrder> order(String aggregation) throws InterruptedException {
    Optional<Rebuild> order = book.rebuild(aggregation);
    if (order.isEmpty()) {
      return Optional.empty();
    }
    try (BuildProgress progress =
        new BuildProgress(
            pipeline.kafka(),
            Objects.requireNonNull(pipeline.aggregations().get(aggregation)),
            aggregation,
            order.get().generation())) {
      return Optional.of(progress.look(order.get(), book));
    }
  }

  private int members(String group) throws InterruptedException {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .mapToInt(each -> each.members().size())
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw new KafkaException("Kafka does not tell the members of " + group, e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
