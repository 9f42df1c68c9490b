package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.delivery.Flight.Sent;
import dev.hayase.loader.flow.TableFlow;
import dev.hayase.loader.flow.Ticket;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.outcome.Verdict;
import dev.hayase.loader.outcome.Verdict.Pace;
import dev.hayase.loader.store.Streams.RowStream;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.table.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream into a table, with the batches that wait for it and those that wait for its answers.
///
/// Requests are sent before earlier ones are answered. The unit of retry is the stream from its
/// first unacknowledged row: after a failure everything unanswered returns to the head of the
/// queue, a new connection is opened after a pause, and one request goes ahead of the others to try
/// it.
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final long IDLE_MILLIS = 30_000;

  private final Opener opener;
  private final TableFlow flow;
  private final Departure departure;
  private final Pauses pauses;
  private final LaneOwner owner;

  private final Backlog backlog;
  private final Flight flight = new Flight();
  private OffsetRanges held = OffsetRanges.NONE;

  private State state = new State.Idle();
  private TableShape openingShape = TableShape.EMPTY;
  private long connection;
  private boolean replace;
  private int failures;
  private long usedMillis;

  /// Whether the last failure was that BigQuery does not know the columns, or their types.
  private boolean awaitsSchema;

  /// The shape that was refused for its types, until rows are taken again.
  private @Nullable TableShape mistyped;

  Lane(Opener opener, TableFlow flow, Pauses pauses, LaneOwner owner) {
    this.opener = opener;
    this.flow = flow;
    this.departure = new Departure(flow, () -> owner.post(new Mail.LookAgain()));
    this.pauses = pauses;
    this.backlog = new Backlog(pauses, flow.batch());
    this.owner = owner;
  }

  private sealed interface State {
    /// No connection.
    record Idle() implements State {}

    /// A connection is being made.
    record Opening() implements State {}

    /// A connection; while it is on trial, one request at a time.
    record Open(RowStream rows, TableShape shape, boolean onTrial) implements State {}

    /// No connection before this time.
    record Waiting(long untilMillis) implements State {}

    /// Given up.
    record Over() implements State {}
  }

  /// The batch that takes the next row of this shape and size.
  Batch batchFor(TableShape shape, int rowBytes, long nowMillis) {
    return backlog.batchFor(shape, rowBytes, nowMillis);
  }

  /// Whether the table has this offset's row already.
  boolean holds(long recordOffset) {
    return held.contains(recordOffset);
  }

  /// Sends the batch that is being filled without waiting for it to be full.
  void seal() {
    backlog.seal();
  }

  /// The shape in which a row of this one can go now if its other columns are NULL; empty when it
  /// need not wait.
  Optional<TableShape> instead(TableShape shape) {
    return backlog.instead(shape);
  }

  /// Whether its rows wait until BigQuery knows their columns.
  boolean isAwaitingSchema() {
    return awaitsSchema;
  }

  /// It has nothing left that could be in trouble.
  void rested() {
    awaitsSchema = false;
    owner.flowing();
  }

  /// BigQuery has learnt of a change of the table.
  void hurry() {
    backlog.hurry();
    if (state instanceof State.Waiting && awaitsSchema) {
      state = new State.Waiting(0);
    }
  }

  /// Does what can be done now, and says when to be called again at the latest.
  long pump(long nowMillis) {
    backlog.limit(flow.batch());
    backlog.letOut(nowMillis, this::reconnect);
    backlog.sealIfDue(nowMillis);
    switch (state) {
      case State.Idle _ -> open(nowMillis);
      case State.Waiting waiting when nowMillis >= waiting.untilMillis() -> open(nowMillis);
      case State.Open open -> send(open, nowMillis);
      case State.Waiting _, State.Opening _, State.Over _ -> {}
    }
    return nextMillis(nowMillis);
  }

  /// What waited in the pen is tried again by a new connection: the present one knows the table as
  /// it was when the connection was made.
  private void reconnect() {
    if (state instanceof State.Open) {
      flight.doubt();
      returnToQueue(null, List.of());
      disconnect();
    }
  }

  /// Other rows go first than did before. No offset of a stream is ever tried with different
  /// content, unless it is certain that the former was not applied.
  private void rearranged() {
    replace |= opener.exact() && flight.isDoubtful();
  }

  private long nextMillis(long nowMillis) {
    long due = backlog.dueMillis();
    return switch (state) {
      case State.Waiting waiting -> backlog.isIdle() ? due : Math.min(due, waiting.untilMillis());
      case State.Open _ when backlog.isIdle() && flight.isEmpty() ->
          Math.min(due, Math.max(nowMillis + 1, usedMillis + IDLE_MILLIS));
      case State.Open _ -> Math.min(due, departure.lookMillis());
      case State.Idle _, State.Opening _ -> due;
      case State.Over _ -> Long.MAX_VALUE;
    };
  }

  private void open(long nowMillis) {
    Backlog.Queued first = backlog.first();
    if (first == null) {
      return;
    }
    state = new State.Opening();
    usedMillis = nowMillis;
    long attempt = ++connection;
    openingShape = first.shape();
    CompletableFuture<Outcome<Opener.Opened>> opening =
        opener.open(first.shape(), replace, owner.settledOffset(), flight.acknowledged());
    var _ =
        opening.whenComplete((outcome, error) ->
            owner.post(
                new Mail.LaneOpened(
                    this,
                    attempt,
                    error == null
                        ? outcome
                        : Outcome.failed(new Failure.Unavailable(String.valueOf(error))))));
  }

  /// The connection is there, or not.
  void opened(long attempt, Outcome<Opener.Opened> outcome, long nowMillis) {
    if (attempt != connection || !(state instanceof State.Opening)) {
      if (outcome instanceof Outcome.Done<Opener.Opened>(Opener.Opened late)) {
        late.rows().close();
      }
      return;
    }
    switch (outcome) {
      case Outcome.Failed<Opener.Opened> failed -> pause(failed.failure(), nowMillis);
      case Outcome.Done<Opener.Opened> done when replace && done.value().fresh().isEmpty() -> {
        // It was rearranged meanwhile.
        done.value().rows().close();
        disconnect();
        pump(nowMillis);
      }
      case Outcome.Done<Opener.Opened> done -> {
        state = new State.Open(done.value().rows(), openingShape, true);
        done.value().rows().whenSchemaSpreads(owner::schemaSpread);
        done.value().fresh().ifPresent(this::begin);
        flight.reconnected();
        pump(nowMillis);
      }
    }
  }

  private void begin(Opener.Fresh fresh) {
    replace = false;
    flight.streamBegins();
    // What an earlier takeover found stays true, and may lie beyond what was received so far.
    held = held.and(fresh.held());
    owner.streamBegins(fresh);
    backlog.withoutHeld(held, owner::found);
  }

  private void send(State.Open open, long nowMillis) {
    int most = open.onTrial() ? 1 : flow.knobs().requestsInFlight();
    Backlog.Queued next;
    while (flight.size() < most && (next = backlog.first()) != null) {
      if (!open.shape().takes(next.shape())) {
        reopenOnceAnswered(nowMillis);
        return;
      }
      Optional<Ticket> ticket = departure.leave(next.batch().bytes(), nowMillis);
      if (ticket.isEmpty()) {
        return;
      }
      backlog.removeFirst();
      Sent request = flight.depart(next.batch(), next.shape(), ticket.get());
      usedMillis = nowMillis;
      long through = connection;
      var _ =
          open.rows()
              .append(
                  next.batch().rows(),
                  opener.exact() ? OptionalLong.of(request.offset()) : OptionalLong.empty())
              .whenComplete((failure, error) -> {
                Optional<Failure> why =
                    error == null
                        ? failure
                        : Optional.of(new Failure.Unavailable(String.valueOf(error)));
                if (why.filter(Failure.QuotaExceeded.class::isInstance).isPresent()) {
                  flow.refuse(request.ticket(), !open.onTrial());
                } else {
                  flow.handBack(request.ticket(), why.isEmpty());
                }
                owner.post(new Mail.Answered(this, through, request, why));
              });
    }
    if (backlog.isIdle() && flight.isEmpty() && nowMillis >= usedMillis + IDLE_MILLIS) {
      disconnect();
    }
  }

  /// Rows with more columns need a connection that announces them.
  private void reopenOnceAnswered(long nowMillis) {
    if (flight.isEmpty()) {
      disconnect();
      open(nowMillis);
    }
  }

  /// A request was answered.
  void answered(long through, Sent request, Optional<Failure> failure, long nowMillis) {
    if (through != connection || !flight.has(request)) {
      return;
    }
    if (failure.isEmpty()) {
      applied(request);
      return;
    }
    LOG.atDebug()
        .addKeyValue("offset", request.offset())
        .addKeyValue("rows", request.batch().size())
        .addKeyValue("acknowledged", flight.acknowledged())
        .addKeyValue("failure", failure.get())
        .log("A request failed");
    switch (FailurePolicy.verdict(failure.get())) {
      case Verdict.Applied _ when opener.exact() -> applied(request);
      case Verdict.ParkRows park -> {
        owner.troubled(failure.get(), park, nowMillis);
        refuse(request, park, nowMillis);
      }
      case Verdict.Split split -> {
        owner.troubled(failure.get(), split, nowMillis);
        split(request, failure.get(), nowMillis);
      }
      case Verdict.ReplaceStream _ -> {
        replace = opener.exact();
        pause(failure.get(), nowMillis);
      }
      case Verdict.Applied _,
          Verdict.Retry _,
          Verdict.WaitForSchema _,
          Verdict.HaltTable _,
          Verdict.Yield _ ->
          pause(failure.get(), nowMillis);
    }
  }

  private void applied(Sent request) {
    flight.arrived(request);
    failures = 0;
    if (state instanceof State.Open open) {
      state = new State.Open(open.rows(), open.shape(), false);
      backlog.proved(open.shape());
      owner.took(open.shape());
    }
    awaitsSchema = false;
    mistyped = null;
    owner.loaded(request.batch());
    if (backlog.isPenEmpty()) {
      owner.flowing();
    }
  }

  private void refuse(Sent request, Verdict.ParkRows park, long nowMillis) {
    List<Batch.Entry> accepted = new ArrayList<>();
    List<Batch.Entry> later = new ArrayList<>();
    boolean mayTakeThemLater = owner.mayStillTake(nowMillis);
    List<Batch.Entry> entries = request.batch().entries();
    for (int i = 0; i < entries.size(); i++) {
      String reason = park.reasons().get(i);
      if (reason == null) {
        accepted.add(entries.get(i));
      } else if (mayTakeThemLater) {
        later.add(entries.get(i));
      } else {
        owner.refused(entries.get(i), Refusal.refusedRow(reason));
      }
    }
    if (later.isEmpty()) {
      owner.flowing();
    } else {
      backlog.hold(request.batch().of(later), request.shape(), nowMillis);
      owner.held(backlog.penUntilMillis());
    }
    resend(
        request, accepted.isEmpty() ? List.of() : List.of(request.batch().of(accepted)), nowMillis);
  }

  private void split(Sent request, Failure failure, long nowMillis) {
    if (request.batch().size() == 1) {
      owner.refused(
          request.batch().entries().getFirst(),
          Refusal.tooLarge("is too large for BigQuery: " + failure.detail()));
      resend(request, List.of(), nowMillis);
    } else {
      resend(request, request.batch().halves(), nowMillis);
    }
  }

  /// Puts other batches in the place of a request. No offset of a stream is ever tried with
  /// different content, so that at explicit offsets this takes a new stream.
  private void resend(Sent request, List<Batch> instead, long nowMillis) {
    if (opener.exact()) {
      replace = true;
      returnToQueue(request, instead);
      disconnect();
      open(nowMillis);
    } else {
      flight.refused(request);
      instead.reversed().forEach(batch -> backlog.returnFirst(batch, request.shape()));
    }
  }

  private void returnToQueue(@Nullable Sent changed, List<Batch> instead) {
    for (Sent request : flight.takeBack()) {
      flow.handBack(request.ticket(), false);
      if (request.equals(changed)) {
        instead.reversed().forEach(batch -> backlog.returnFirst(batch, request.shape()));
      } else {
        backlog.returnFirst(request.batch(), request.shape());
      }
    }
  }

  private void pause(Failure failure, long nowMillis) {
    Verdict verdict = FailurePolicy.verdict(failure);
    TableShape refused = state instanceof State.Open open ? open.shape() : openingShape;
    mistyped = failure instanceof Failure.TypesDiffer ? refused : null;
    awaitsSchema = failure instanceof Failure.ColumnsUnknown || mistyped != null;
    if (!awaitsSchema) {
      flight.doubt();
    }
    returnToQueue(null, List.of());
    disconnect();
    if (awaitsSchema && backlog.refused(refused, nowMillis)) {
      rearranged();
      owner.schemaDoubted(refused);
      owner.troubled(failure, verdict, backlog.penUntilMillis());
      open(nowMillis);
      return;
    }
    failures++;
    state =
        switch (verdict) {
          case Verdict.Retry retry -> waiting(retry.pace(), nowMillis);
          case Verdict.WaitForSchema _ -> {
            owner.schemaDoubted(refused);
            yield waiting(Pace.SCHEMA, nowMillis);
          }
          case Verdict.HaltTable _ -> waiting(Pace.SETUP, nowMillis);
          case Verdict.Yield _ -> new State.Over();
          case Verdict.ReplaceStream _, Verdict.Applied _, Verdict.ParkRows _, Verdict.Split _ ->
              waiting(Pace.TRANSIENT, nowMillis);
        };
    owner.troubled(
        failure,
        verdict,
        state instanceof State.Waiting(long untilMillis) ? untilMillis : nowMillis);
  }

  private State waiting(Pace pace, long nowMillis) {
    return new State.Waiting(nowMillis + pauses.millis(pace, failures));
  }

  private void disconnect() {
    departure.giveUp();
    if (state instanceof State.Open open) {
      open.rows().close();
    }
    connection++;
    state = new State.Idle();
  }

  /// Bytes of the memory budget held by what waits for BigQuery rather than for its turn: for an
  /// answer, for its learning of new columns.
  long awaitingBytes() {
    return backlog.pennedCharge() + flight.charge();
  }

  /// Whether any row that is not acknowledged is such a one.
  boolean anyRow(Predicate<byte[]> such) {
    return backlog.anyRow(such) || flight.anyRow(such);
  }

  /// Whether nothing is queued or unanswered.
  boolean isEmpty() {
    return backlog.isEmpty() && flight.isEmpty();
  }

  /// Gives up the connection and whatever is not acknowledged.
  ///
  /// @return the entries that were given up
  List<Batch.Entry> abandon() {
    disconnect();
    state = new State.Over();
    owner.gone();
    List<Batch.Entry> abandoned = new ArrayList<>();
    for (Sent request : flight.takeBack().reversed()) {
      flow.handBack(request.ticket(), false);
      abandoned.addAll(request.batch().entries());
    }
    abandoned.addAll(backlog.abandon());
    return abandoned;
  }

  /// Takes out the rows that BigQuery refuses because the table's types have changed since they
  /// were encoded. Rows that have the types of now wait for BigQuery to learn of them.
  ///
  /// @param now the shape that rows have now
  List<Batch.Entry> outdated(TableShape now) {
    if (mistyped == null || now.takes(mistyped)) {
      return List.of();
    }
    mistyped = null;
    reconnect();
    rearranged();
    return backlog.outdated(now);
  }
}
