package dev.hayase.loader.micrometer;

import dev.hayase.loader.metrics.LoaderMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/// The loader's metrics under their Prometheus names.
public final class MeteredLoader implements LoaderMetrics {
  private static final String TOPIC = "topic";

  /// Few, since each table has all of them.
  private static final Duration[] WAITS =
      LongStream.of(25, 50, 100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, Counter> received = new ConcurrentHashMap<>();
  private final Map<Outcome, Counter> settled = new ConcurrentHashMap<>();
  private final AgeHistograms ages = new AgeHistograms();
  private final Map<String, DistributionSummary> requests = new ConcurrentHashMap<>();
  private final Map<String, Timer> waits = new ConcurrentHashMap<>();

  private final Map<Kind, Counter> failed = new ConcurrentHashMap<>();
  private final Map<String, AtomicReference<Optional<Instant>>> troubles =
      new ConcurrentHashMap<>();

  private final Map<Partition, Meter> lags = new ConcurrentHashMap<>();

  private record Partition(String topic, int partition) {}

  private record Kind(String topic, String code) {}

  private record Outcome(String topic, Result result) {}

  public MeteredLoader(PrometheusMeterRegistry registry) {
    this.registry = registry;
    registry.getPrometheusRegistry().register(ages);
  }

  @Override
  public void received(String topic, int records) {
    received
        .computeIfAbsent(
            topic,
            t ->
                Counter.builder("hayase.loader.received")
                    .description("Records taken from Kafka")
                    .tag(TOPIC, t)
                    .register(registry))
        .increment(records);
  }

  @Override
  public void settled(String topic, Result result, int records) {
    settled
        .computeIfAbsent(
            new Outcome(topic, result),
            o ->
                Counter.builder("hayase.loader.records")
                    .description("Records that are done, by what became of them")
                    .tag(TOPIC, o.topic())
                    .tag("outcome", o.result().name().toLowerCase(Locale.ROOT))
                    .register(registry))
        .increment(records);
  }

  @Override
  public void acknowledged(String topic, long... micros) {
    ages.record(topic, micros);
  }

  @Override
  public void answered(String topic, long bytes, long millis) {
    requests
        .computeIfAbsent(
            topic,
            t ->
                DistributionSummary.builder("hayase.loader.request")
                    .description("Requests that BigQuery took, and the bytes of their rows")
                    .baseUnit("bytes")
                    .tag(TOPIC, t)
                    .register(registry))
        .record((double) bytes);
    waits
        .computeIfAbsent(
            topic,
            t ->
                Timer.builder("hayase.loader.append.to.ack")
                    .description(
                        "From Kafka's append to BigQuery's acknowledgement, of each request's"
                            + " oldest record")
                    .tag(TOPIC, t)
                    .serviceLevelObjectives(WAITS)
                    .register(registry))
        .record(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void observe(String topic, LongSupplier heldBytes, LongSupplier oldestMillis) {
    Gauge.builder("hayase.loader.held.bytes", heldBytes, LongSupplier::getAsLong)
        .description("Memory held by the table's records that are not acknowledged")
        .tag(TOPIC, topic)
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "hayase.loader.behind.seconds", oldestMillis, oldest -> behind(oldest.getAsLong()))
        .description(
            "Age of the table's oldest record that is read and not settled; 0 when there is none")
        .tag(TOPIC, topic)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void observeLag(String topic, int partition, LongSupplier offsets) {
    forgetLag(topic, partition);
    lags.put(
        new Partition(topic, partition),
        Gauge.builder("hayase.loader.lag.records", offsets, LongSupplier::getAsLong)
            .description("Records of the partition that Kafka has and that are not settled")
            .tag(TOPIC, topic)
            .tag("partition", Integer.toString(partition))
            .strongReference(true)
            .register(registry));
  }

  @Override
  public void forgetLag(String topic, int partition) {
    Meter known = lags.remove(new Partition(topic, partition));
    if (known != null) {
      registry.remove(known);
    }
  }

  private double behind(long oldestMillis) {
    return oldestMillis == NOTHING_WAITS
        ? 0
        : Math.max(0, registry.config().clock().wallTime() - oldestMillis) / 1e3;
  }

  @Override
  public void failed(String topic, String code) {
    failed
        .computeIfAbsent(
            new Kind(topic, code),
            kind ->
                Counter.builder("hayase.loader.failures")
                    .description("What BigQuery did not do, by why; FAILURES.md says what follows")
                    .tag(TOPIC, kind.topic())
                    .tag("code", kind.code())
                    .register(registry))
        .increment();
  }

  @Override
  public void troubled(String topic, Optional<Instant> since) {
    troubles
        .computeIfAbsent(
            topic,
            t -> {
              AtomicReference<Optional<Instant>> began = new AtomicReference<>(Optional.empty());
              Gauge.builder("hayase.loader.trouble.seconds", () -> seconds(began.get()))
                  .description(
                      "How long the table has been backing off or halted; 0 while it loads")
                  .tag(TOPIC, t)
                  .register(registry);
              return began;
            })
        .set(since);
  }

  private double seconds(Optional<Instant> began) {
    return began
        .map(instant -> (registry.config().clock().wallTime() - instant.toEpochMilli()) / 1e3)
        .orElse(0.0);
  }

  @Override
  public void observeFlight(
      LongSupplier windowBytes, LongSupplier flightBytes, BooleanSupplier braked) {
    Gauge.builder("hayase.loader.window.bytes", windowBytes, LongSupplier::getAsLong)
        .description("How much may be on its way to BigQuery at once")
        .strongReference(true)
        .register(registry);
    Gauge.builder("hayase.loader.flight.bytes", flightBytes, LongSupplier::getAsLong)
        .description("How much is on its way to BigQuery")
        .strongReference(true)
        .register(registry);
    Gauge.builder("hayase.loader.braked", braked, on -> on.getAsBoolean() ? 1 : 0)
        .description("1 while all tables wait because the project's quota is used up")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void observe(LongSupplier bufferedBytes, LongSupplier pausedPartitions) {
    Gauge.builder("hayase.loader.buffered.bytes", bufferedBytes, LongSupplier::getAsLong)
        .description("Memory held by records that are not acknowledged")
        .strongReference(true)
        .register(registry);
    Gauge.builder("hayase.loader.paused.partitions", pausedPartitions, LongSupplier::getAsLong)
        .description("Partitions paused because their tables hold too much")
        .strongReference(true)
        .register(registry);
  }
}
