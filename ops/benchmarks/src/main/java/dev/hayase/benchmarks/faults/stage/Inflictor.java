package dev.hayase.benchmarks.faults.stage;

import dev.hayase.benchmarks.faults.plan.Fault;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// Carries faults out, one after the other. After each, every process runs again; what BigQuery was
/// ordered to do may go on.
public final class Inflictor {
  private static final Duration TRAP_LIMIT = Duration.ofSeconds(30);
  private static final Duration TRAP_STEP = Duration.ofMillis(5);

  private final Stage stage;
  private final BigQueryControl control;
  private final List<String> deaths = new ArrayList<>();
  private Duration ahead = Duration.ZERO;
  private int missed;

  public Inflictor(Stage stage) {
    this.stage = stage;
    this.control = stage.control();
  }

  /// Processes that ended though nobody had told them to.
  public List<String> deaths() {
    return List.copyOf(deaths);
  }

  /// Traps that no call has struck.
  public int missed() {
    return missed;
  }

  /// Does what the fault says, and returns when everything runs again.
  public void inflict(Fault fault) throws InterruptedException {
    reviveTheDead();
    switch (fault) {
      case Fault.KillLoader kill -> down(stage.loader(kill.loader()), kill.down());
      case Fault.KillAllLoaders kill -> {
        killLoaders();
        Thread.sleep(kill.down());
        restartLoaders();
      }
      case Fault.RestartLoader restart -> {
        stage.loader(restart.loader()).stop();
        stage.loader(restart.loader()).restart();
      }
      case Fault.FreezeLoader freeze -> {
        stage.loader(freeze.loader()).freeze();
        Thread.sleep(freeze.frozen());
        stage.loader(freeze.loader()).thaw();
      }
      case Fault.ExtraLoader extra -> visit(extra);
      case Fault.KillInWindow kill -> trap(kill);
      case Fault.LoseCommits lose -> lose(lose);
      case Fault.KillBigQuery kill -> {
        down(stage.emulator(), kill.down());
        keepTime();
      }
      case Fault.KillBroker kill -> down(stage.broker(), kill.down());
      case Fault.Order order -> order(order);
      case Fault.Outage outage -> outage(outage);
    }
  }

  /// Everything runs, and BigQuery behaves.
  public void heal() {
    reviveTheDead();
    control.liftAll();
  }

  private void reviveTheDead() {
    List<LocalPart> parts = new ArrayList<>(stage.loaders());
    parts.add(stage.emulator());
    parts.add(stage.broker());
    for (LocalPart part : parts) {
      if (!part.process().isAlive()) {
        deaths.add(part.process().name());
        part.restart();
        if (part == stage.emulator()) {
          keepTime();
        }
      }
    }
  }

  private static void down(LocalPart part, Duration down) throws InterruptedException {
    part.kill();
    Thread.sleep(down);
    part.restart();
  }

  private void visit(Fault.ExtraLoader extra) throws InterruptedException {
    LocalService third = stage.startLoader("loader-extra");
    try {
      Thread.sleep(extra.stay());
    } finally {
      if (extra.killed()) {
        third.kill();
      } else {
        third.stop();
      }
    }
  }

  private void trap(Fault.KillInWindow kill) throws InterruptedException {
    String trap = control.order(kill.trap());
    kill.provoke().ifPresent(loader -> stage.loader(loader).kill());
    Instant limit = Instant.now().plus(TRAP_LIMIT);
    while (control.hits(trap) == 0 && Instant.now().isBefore(limit)) {
      Thread.sleep(TRAP_STEP);
    }
    if (control.hits(trap) == 0) {
      missed++;
    }
    killLoaders();
    control.lift(trap);
    restartLoaders();
  }

  private void lose(Fault.LoseCommits lose) throws InterruptedException {
    killLoaders();
    stage.group().awaitEmpty();
    OptionalInt keep = lose.keepPercent();
    if (keep.isPresent()) {
      stage.group().resetOffsets(lose.topic(), keep.getAsInt());
    } else {
      stage.group().deleteOffsets(lose.topic());
    }
    restartLoaders();
  }

  private void outage(Fault.Outage outage) throws InterruptedException {
    killLoaders();
    advance(outage.by());
    if (outage.topicLost().isPresent()) {
      stage.group().awaitEmpty();
      stage.group().deleteOffsets(outage.topicLost().get());
    }
    restartLoaders();
  }

  private void order(Fault.Order order) throws InterruptedException {
    control.order(order.order());
    order.kill().ifPresent(loader -> stage.loader(loader).kill());
    Thread.sleep(order.lasting());
    order.kill().ifPresent(loader -> stage.loader(loader).restart());
    order.thenAdvance().ifPresent(this::advance);
  }

  private void advance(Duration by) {
    control.advance(by);
    ahead = ahead.plus(by);
  }

  /// The emulator that was started anew has the machine's time; for BigQuery time went on.
  private void keepTime() {
    if (ahead.isPositive()) {
      control.advance(ahead);
    }
  }

  private void killLoaders() {
    inParallel(LocalPart::kill);
  }

  private void restartLoaders() {
    inParallel(LocalPart::restart);
  }

  private void inParallel(Consumer<LocalPart> what) {
    try {
      CompletableFuture.allOf(
              stage.loaders().stream()
                  .map(loader -> CompletableFuture.runAsync(() -> what.accept(loader)))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
