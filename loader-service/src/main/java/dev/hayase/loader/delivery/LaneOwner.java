package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Verdict;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.table.TableShape;

/// What a lane tells its table.
interface LaneOwner {
  /// Brings mail to the table's thread, from any thread.
  void post(Mail mail);

  /// The batch's rows are in the table.
  void loaded(Batch batch);

  /// The entry's row was in the table before, through another stream.
  void found(Batch.Entry entry);

  /// BigQuery does not accept the entry's row.
  void refused(Batch.Entry entry, Refusal refusal);

  /// The lane goes on with a new stream.
  void streamBegins(Opener.Fresh fresh);

  /// Every row of a lower offset is settled.
  long settledOffset();

  /// BigQuery took rows of this shape.
  void took(TableShape shape);

  /// Whether rows that BigQuery refuses now may be acceptable soon, since the table demands less
  /// than it did.
  boolean mayStillTake(long nowMillis);

  /// BigQuery's write service has learnt of a change of the table.
  void schemaSpread();

  /// The table may not look as we think.
  ///
  /// @param shape of the rows that do not go
  void schemaDoubted(TableShape shape);

  /// Something failed.
  ///
  /// @param nextAttemptMillis when it is tried again
  void troubled(Failure failure, Verdict verdict, long nextAttemptMillis);

  /// Rows wait that BigQuery refuses by rules that the table has no longer.
  void held(long nextAttemptMillis);

  /// BigQuery took rows, or told which of them it does not take.
  void flowing();

  /// The lane is given up.
  void gone();
}
