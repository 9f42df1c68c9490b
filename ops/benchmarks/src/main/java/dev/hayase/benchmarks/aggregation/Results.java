package dev.hayase.benchmarks.aggregation;

import dev.hayase.benchmarks.aggregation.Contender.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what a contender tells of its results, committed transactions only.
final class Results implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Contender contender;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Integer, Result> current = new HashMap<>();
  private final Map<Integer, Long> asked = new ConcurrentHashMap<>();
  private final List<Long> waits = new ArrayList<>();

  Results(Contender contender, String bootstrapServers) {
    this.contender = contender;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /// Reads up to the end as it is now.
  void readOn() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(contender.output()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (!consumer.assignment().containsAll(partitions)) {
      consumer.assign(partitions);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    int account = contender.account(record);
    Optional<Result> result = contender.read(record);
    if (result.isPresent()) {
      current.put(account, result.get());
    } else {
      current.remove(account);
    }
    Long since = asked.remove(account);
    if (since != null) {
      waits.add(micros() - since);
    }
  }

  /// Takes the time until the account's result is told next.
  void ask(int account) {
    asked.putIfAbsent(account, micros());
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Milliseconds from changes to their results: that share of them was not slower.
  double waited(double share) {
    long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1000.0;
  }

  int waits() {
    return waits.size();
  }

  /// How many accounts have another result than they should.
  long wrong(Sales sales) {
    return Arrays.stream(range(sales.accounts())).filter(account -> !right(account, sales)).count();
  }

  private boolean right(int account, Sales sales) {
    Result result = current.get(account);
    return result == null
        ? sales.count(account) == 0
        : result.sales() == sales.count(account)
            && result.amount().compareTo(sales.amount(account)) == 0;
  }

  private static int[] range(int end) {
    int[] all = new int[end];
    Arrays.setAll(all, i -> i);
    return all;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
