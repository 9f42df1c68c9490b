package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.benchmarks.faults.aggregation.ShopWriter.Ending;
import dev.hayase.benchmarks.faults.compare.TopicReader;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A shop changes, things happen to what aggregates it, and in the end each result is held against
/// one that is computed anew.
///
/// @param progress is told each fault, and what is not as it should be
record AggregationFaultRun(
    HayaseHome home,
    Path folder,
    long seed,
    List<AggregationFault> faults,
    Consumer<String> progress) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  AggregationFaultReport run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (AggregationStage stage = AggregationStage.start(folder);
        ShopWriter shop = ShopWriter.start(stage.broker().bootstrapServers(), seed)) {
      stage.startServices(home);
      Set<String> deaths = hurt(stage, shop);
      Ending ending = shop.end();
      long ended = System.nanoTime();
      try (TopicReader reader = new TopicReader(stage.broker().bootstrapServers())) {
        Map<ShopAggregation, Watermark> complete = complete(reader, ending.through());
        notice(stage, deaths);
        return report(reader, ending, complete, deaths, begun, ended);
      }
    }
  }

  /// @return what ended by itself
  private Set<String> hurt(AggregationStage stage, ShopWriter shop) throws InterruptedException {
    Set<String> deaths = new TreeSet<>();
    for (AggregationFault fault : faults) {
      Thread.sleep(fault.after());
      progress.accept(fault.text());
      inflict(fault, stage, shop);
      notice(stage, deaths);
      if (!shop.isWell()) {
        break;
      }
    }
    Thread.sleep(AFTERWARDS);
    return deaths;
  }

  private static void notice(AggregationStage stage, Set<String> deaths) {
    for (LocalService service : stage.services()) {
      if (!service.process().isAlive()) {
        deaths.add(service.process().log().getFileName().toString());
        service.restart();
      }
    }
    if (!stage.broker().process().isAlive()) {
      deaths.add("kafka");
      stage.broker().restart();
    }
  }

  private static void inflict(AggregationFault fault, AggregationStage stage, ShopWriter shop)
      throws InterruptedException {
    LocalService service = stage.service(fault.target());
    switch (fault.kind()) {
      case KILL_SERVICE -> {
        service.kill();
        Thread.sleep(fault.lasting());
        service.restart();
      }
      case KILL_BOTH -> {
        stage.services().forEach(LocalPart::kill);
        Thread.sleep(fault.lasting());
        stage.services().forEach(LocalPart::restart);
      }
      case RESTART_SERVICE -> {
        service.stop();
        service.restart();
      }
      case FREEZE_SERVICE -> {
        service.freeze();
        Thread.sleep(fault.lasting());
        service.thaw();
      }
      case LOSE_DISK -> stage.loseDisk(fault.target(), fault.lasting());
      case KILL_BROKER -> {
        stage.broker().kill();
        Thread.sleep(fault.lasting());
        stage.broker().restart();
      }
      case FREEZE_BROKER -> {
        stage.broker().freeze();
        Thread.sleep(fault.lasting());
        stage.broker().thaw();
      }
      // The next fault may strike while it lasts.
      case POISON, REDELIVERY, SNAPSHOT, TRUNCATE, IDLE -> shop.ask(fault);
    }
  }

  /// Waits until the aggregations are complete through an instant.
  ///
  /// @return the watermarks that say so; none of an aggregation that is not complete in time
  private static Map<ShopAggregation, Watermark> complete(TopicReader reader, Instant through)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Map<ShopAggregation, Watermark> complete = newest(reader);
      complete.values().removeIf(watermark -> watermark.through().isBefore(through));
      if (complete.size() == ShopAggregation.values().length || System.nanoTime() > deadline) {
        return complete;
      }
      Thread.sleep(LOOK);
    }
  }

  /// The last watermark of each aggregation; those of a writer that was superseded do not count.
  private static Map<ShopAggregation, Watermark> newest(TopicReader reader) {
    Map<ShopAggregation, Watermark> newest = new EnumMap<>(ShopAggregation.class);
    reader.read(
        Topics.WATERMARKS,
        0,
        record -> {
          Watermark watermark = Watermark.fromJson(record.value());
          for (ShopAggregation each : ShopAggregation.values()) {
            Watermark before = newest.get(each);
            if (watermark.source().equals(Topics.aggregation(each.code()))
                && (before == null || before.epoch() <= watermark.epoch())) {
              newest.put(each, watermark);
            }
          }
        });
    return newest;
  }

  private AggregationFaultReport report(
      TopicReader reader,
      Ending ending,
      Map<ShopAggregation, Watermark> complete,
      Set<String> deaths,
      long begun,
      long ended) {
    long results = 0;
    long wrong = 0;
    long missing = 0;
    long extra = 0;
    long doubled = 0;
    long lettersMissing = 0;
    List<String> behind = new ArrayList<>();
    long completed = System.nanoTime();
    for (ShopAggregation each : ShopAggregation.values()) {
      UnreadLetters letters = UnreadLetters.of(reader, each, ending.poisons());
      var should = ending.oracle().rows(each);
      Watermark watermark = complete.get(each);
      String topic = Topics.aggregation(each.code());
      Told told =
          Told.read(
              reader,
              each,
              watermark == null
                  ? Map.of()
                  : watermark.positions().getOrDefault(topic, Collections.emptySortedMap()));
      Difference difference = Difference.of(should, told.rows());
      results += should.size();
      lettersMissing += letters.missing();
      doubled += told.doubled() + letters.needless();
      if (watermark == null) {
        // Its rows were not looked at.
        behind.add(each.code());
      } else {
        wrong += difference.wrong();
        missing += difference.missing();
        extra += difference.extra();
      }
      progress.accept(
          "%-10s %,6d results, told in %,8d records: %d wrong, %d missing, %d extra, %d doubled; letters: %d missing, %d needless%s"
              .formatted(
                  each.code(),
                  should.size(),
                  told.records(),
                  difference.wrong(),
                  difference.missing(),
                  difference.extra(),
                  told.doubled(),
                  letters.missing(),
                  letters.needless(),
                  watermark == null ? "; NOT COMPLETE IN TIME" : ""));
      if (watermark != null) {
        difference.examples().forEach(example -> progress.accept("           " + example));
      }
    }
    OnTheWay onTheWay = OnTheWay.compare(reader, ending.standstills());
    onTheWay.examples().forEach(progress);
    return new AggregationFaultReport(
        seed,
        faults.size(),
        ending.changes(),
        results,
        onTheWay.compared(),
        onTheWay.differing(),
        wrong,
        missing,
        extra,
        doubled,
        lettersMissing,
        List.copyOf(deaths),
        behind,
        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
        Duration.ofNanos(completed - ended).toSeconds());
  }
}
