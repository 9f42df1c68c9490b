package dev.hayase.emulator.job;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.load.LoadFailure;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.store.StoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job, from the moment it is asked for until it is forgotten.
public final class Job {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  /// How far it is.
  public sealed interface State {
    record Pending() implements State {}

    record Running() implements State {}

    record Succeeded(Work.Done done) implements State {}

    /// @param messages of its `errors`; the first is the verdict
    record Failed(BigQueryException error, List<String> messages) implements State {
      public Failed {
        messages = List.copyOf(messages);
      }
    }
  }

  private final JobName name;
  private final JsonObject configuration;
  private final Work work;
  private final InstantSource clock;
  private final long created;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile State state = new State.Pending();
  private volatile long started;
  private volatile long ended;
  private volatile boolean cancelled;

  Job(JobName name, JsonObject configuration, Work work, InstantSource clock) {
    this.name = name;
    this.configuration = configuration;
    this.work = work;
    this.clock = clock;
    this.created = clock.millis();
  }

  void run() {
    started = clock.millis();
    state = new State.Running();
    try {
      if (cancelled) {
        work.abandon();
        throw new CancellationException();
      }
      end(new State.Succeeded(work.run(() -> cancelled)));
    } catch (BigQueryException refusal) {
      end(new State.Failed(refusal, List.of(refusal.text())));
    } catch (LoadFailure failure) {
      end(
          new State.Failed(
              BigQueryException.invalid(failure.messages().getFirst()), failure.messages()));
    } catch (CancellationException stopped) {
      BigQueryException refusal =
          BigQueryException.refused(
              499,
              "stopped",
              "CANCELLED",
              "Job execution was cancelled: User requested cancellation");
      end(new State.Failed(refusal, List.of(refusal.text())));
    } catch (StoreException e) {
      end(new State.Failed(BigQueryException.internal(e.text()), List.of(e.text())));
    } catch (RuntimeException bug) {
      LOG.atError().addKeyValue("job", name).setCause(bug).log("job failed");
      String message = String.valueOf(bug.getMessage());
      end(new State.Failed(BigQueryException.internal(message), List.of(message)));
    } finally {
      done.countDown();
    }
  }

  private void end(State last) {
    ended = clock.millis();
    state = last;
  }

  /// Best effort, as in BigQuery: what is past the point of no return completes.
  public void cancel() {
    cancelled = true;
  }

  /// @return whether the job is done
  public boolean await(long millis) {
    try {
      return done.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The result of a query that is done.
  ///
  /// @throws BigQueryException why it has none
  public Optional<QueryResult> result() {
    return switch (state) {
      case State.Succeeded(Work.Done succeeded) -> succeeded.result();
      case State.Failed(BigQueryException error, List<String> _) -> throw error;
      case State.Pending _, State.Running _ -> Optional.empty();
    };
  }

  public JobName name() {
    return name;
  }

  JsonObject configuration() {
    return configuration;
  }

  Work work() {
    return work;
  }

  public State state() {
    return state;
  }

  public boolean isDone() {
    return done.getCount() == 0;
  }

  public long created() {
    return created;
  }

  long started() {
    return started;
  }

  long ended() {
    return ended;
  }
}
