package dev.hayase.loader.kafka;

import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.PartProgress.State;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.loader.Loader;
import dev.hayase.loader.delivery.SideGround;
import dev.hayase.loader.delivery.SideRun;
import dev.hayase.loader.replay.Needless;
import dev.hayase.loader.store.Claims;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.format.Schemas.SchemasUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out one partition of an order, on a thread of its own, until it is done, called off or
/// no longer ours. Whatever fails is begun again from what is settled.
///
/// On a table that appends nothing is doubled, because in this order:
///
/// 1. streams that may still take rows of these offsets are ended: those that former carriers of
///    orders announced, and those of the live flow's predecessors;
/// 2. the table is asked which of the offsets it has, and those are skipped;
/// 3. a new stream is announced in `hayase.replays` before its first row, and then the group
///    confirms that the partition is still ours, so that whoever gets it later reads the stream's
///    name and ends it.
final class SideReader {
  private static final Logger LOG = LoggerFactory.getLogger(SideReader.class);
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final ReplayOrder order;
  private final SourcePartition partition;
  private final OffsetRange range;
  private final Loader loader;
  private final ReplayTopic topic;
  private final Claims claims;
  private final Supplier<Consumer<byte[], byte[]>> connector;
  private final List<String> streams = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private final SideDiary diary;
  private volatile boolean stopped;

  SideReader(
      ReplayOrder order,
      SourcePartition partition,
      Loader loader,
      ReplayTopic topic,
      Claims claims,
      Supplier<Consumer<byte[], byte[]>> connector,
      InstantSource clock) {
    this.order = order;
    this.partition = partition;
    this.range = order.ranges().getOrDefault(partition.partition(), new OffsetRange(0, 0));
    this.loader = loader;
    this.topic = topic;
    this.claims = claims;
    this.connector = connector;
    this.diary =
        new SideDiary(
            topic,
            clock,
            topic
                .ask(book -> book.progress(order.id(), partition.partition()))
                .orElseGet(() ->
                    PartProgress.begun(
                        order.id(), partition.partition(), range.from(), clock.instant())));
    this.thread =
        Thread.ofVirtual()
            .name("replay " + order.id() + "/" + partition.partition())
            .unstarted(this::carryOn);
  }

  /// It cannot be done now.
  static final class Troubled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Troubled(String message) {
      super(message, null, false, false);
    }
  }

  ReplayOrder order() {
    return order;
  }

  void start() {
    thread.start();
  }

  /// Gives up without a word: another carries it on.
  void stop() {
    stopped = true;
    thread.interrupt();
  }

  /// Whether it does no more.
  boolean isOver() {
    return stopped || progress().state().isOver();
  }

  /// How far it is.
  PartProgress progress() {
    return diary.progress();
  }

  private void carryOn() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (!isOver()) {
        long before = progress().position();
        try {
          attempt();
        } catch (InterruptException e) {
          throw new InterruptedException();
        } catch (SideSource.GoneException e) {
          diary.fails(String.valueOf(e.getMessage()));
        } catch (Troubled
            | KafkaException
            | CompletionException
            | UnknownWireVersionException
            | SchemasUnavailableException e) {
          diary.waits(String.valueOf(e.getMessage()));
        }
        pause =
            progress().position() > before
                ? FIRST_PAUSE_MILLIS
                : Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        if (!isOver()) {
          Thread.sleep(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("replay", order.id())
          .addKeyValue("partition", partition)
          .setCause(e)
          .log("Loading again has failed");
      diary.fails("an error in the loader itself: " + e);
    }
  }

  private void attempt() throws InterruptedException {
    SideRun next = new SideRun(order.id(), partition, progress().position(), this::announce);
    diary.begins(next);
    loader.beginSide(next);
    try {
      SideGround ground =
          next.ground()
              .get()
              .orElseThrow(() -> new Troubled("the table does not load the partition now"));
      boolean appends = SideWindows.value(ground.appends());
      if (appends) {
        SideWindows.value(ground.finish(formerStreams(ground)));
      }
      if (order.cancelledAt().isPresent()) {
        diary.over(State.CANCELLED);
        return;
      }
      load(next, ground, appends);
      diary.update();
      loader.endSide(next);
      SideWindows.value(ground.finish(streams));
      diary.over(State.DONE);
    } catch (ExecutionException e) {
      throw new Troubled(String.valueOf(e.getMessage()));
    } finally {
      loader.endSide(next);
    }
  }

  private Set<String> formerStreams(SideGround ground) {
    Set<String> former = ground.former();
    former.addAll(streams);
    return former;
  }

  private CompletableFuture<Boolean> announce(String stream, long lease) {
    streams.add(stream);
    return topic
        .announce(order.id(), partition.partition(), stream)
        .thenCompose(_ -> claims.confirm(partition, lease));
  }

  private void load(SideRun on, SideGround ground, boolean appends) throws InterruptedException {
    SideHandover handover = new SideHandover(loader, on, order.bytesPerSecondEach(), diary::tell);
    try (SideLog log = new SideLog(connector.get(), partition)) {
      SideWindows windows = new SideWindows(ground, log, appends, handover);
      long to = end(log, ground, appends);
      if (order.letters().isPresent()) {
        try (SideLetters letters =
            new SideLetters(
                connector.get(),
                partition,
                order.letters().get(),
                (_, bytes, _) -> handover.read(bytes))) {
          load(on, letters, windows, handover, to);
        }
      } else {
        load(on, log, windows, handover, to);
      }
      handover.give(List.of(), to);
      handover.await(to);
    }
  }

  private static void load(
      SideRun on, SideSource source, SideWindows windows, SideHandover handover, long to)
      throws InterruptedException {
    long next = source.nextFrom(on.position(), to);
    while (next < to) {
      Needless needless = windows.from(next, to);
      next =
          source.read(
              next,
              Math.min(to, needless.through()),
              (records, bytes, through) -> {
                handover.read(bytes);
                windows.take(on, needless, records, through);
              });
      next = source.nextFrom(next, to);
    }
  }

  private long end(SideLog log, SideGround ground, boolean appends) {
    if (order.letters().isPresent()) {
      if (appends && ground.settled() < range.to()) {
        throw new Troubled("the live flow has not come to the last of these records yet");
      }
      return range.to();
    }
    // What lies beyond the live flow's position it loads itself; a mirror is folded to the end.
    return appends ? Math.min(range.to(), ground.settled()) : Math.max(range.to(), log.end());
  }
}
