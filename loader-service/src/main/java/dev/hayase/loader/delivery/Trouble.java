package dev.hayase.loader.delivery;

import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.loader.outcome.Verdict;
import dev.hayase.loader.outcome.Verdict.Pace;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is wrong with a table now, said once to the log and always to whoever asks.
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private final String topic;
  private final String table;
  private volatile TableStatus status;

  Trouble(String topic, String table) {
    this.topic = topic;
    this.table = table;
    this.status = status("", TableStatus.State.LOADING, Optional.empty(), Optional.empty());
  }

  private TableStatus status(
      String mode, TableStatus.State state, Optional<String> reason, Optional<String> remedy) {
    return new TableStatus(topic, table, mode, state, reason, remedy);
  }

  /// May be asked by any thread.
  TableStatus status() {
    return status;
  }

  void mode(String mode) {
    status = status(mode, status.state(), status.reason(), status.remedy());
  }

  /// BigQuery failed.
  void failed(Failure failure, Verdict verdict) {
    switch (verdict) {
      case Verdict.HaltTable _ ->
          halted(failure.detail(), FailurePolicy.remedy(failure).orElse(""));
      case Verdict.WaitForSchema _, Verdict.Retry _ ->
          become(
              verdict instanceof Verdict.Retry(Pace pace) && pace == Pace.SETUP
                  ? TableStatus.State.HALTED
                  : TableStatus.State.RETRYING,
              failure.detail(),
              FailurePolicy.remedy(failure));
      case Verdict.Applied _,
          Verdict.ParkRows _,
          Verdict.ReplaceStream _,
          Verdict.Split _,
          Verdict.Yield _ -> {}
    }
  }

  /// An operator has to act.
  void halted(String reason, String remedy) {
    become(TableStatus.State.HALTED, reason, Optional.of(remedy));
  }

  /// Something is awaited that comes by itself.
  void waiting(String reason) {
    become(TableStatus.State.WAITING, reason, Optional.empty());
  }

  private void become(TableStatus.State state, String reason, Optional<String> remedy) {
    TableStatus before = status;
    status = status(before.mode(), state, Optional.of(reason), remedy);
    if (before.state() == state) {
      return;
    }
    if (state == TableStatus.State.WAITING) {
      LOG.atDebug()
          .addKeyValue("topic", topic)
          .addKeyValue("reason", reason)
          .log("The table waits");
    } else {
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("table", table)
          .addKeyValue("state", state.code())
          .addKeyValue("reason", reason)
          .addKeyValue("remedy", remedy.orElse("none"))
          .log("The table is not loading; its records stay in Kafka");
    }
  }

  /// Records flow again.
  void over() {
    TableStatus before = status;
    if (before.state() != TableStatus.State.LOADING) {
      status = status(before.mode(), TableStatus.State.LOADING, Optional.empty(), Optional.empty());
      LOG.atInfo()
          .addKeyValue("topic", topic)
          .addKeyValue("table", table)
          .log("The table loads again");
    }
  }
}
