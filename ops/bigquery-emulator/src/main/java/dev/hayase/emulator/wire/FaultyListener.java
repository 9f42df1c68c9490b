package dev.hayase.emulator.wire;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.faults.Call;
import dev.hayase.emulator.faults.CallKind;
import dev.hayase.emulator.faults.Decision;
import dev.hayase.emulator.faults.Fault;
import dev.hayase.emulator.faults.FaultBook;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/// One call with what happens to it: takes requests from their line, asks the book, and hands them
/// to the server or answers in its place.
final class FaultyListener<Q, R> extends ServerCall.Listener<Q> implements RequestLine.Taker<Q> {
  private final CallKind kind;
  private final FaultBook book;
  private final RequestLine<Q> requests;
  private final AnswerLine<R> answers;
  private final AppendMemory memory;
  private final ServerCall.Listener<Q> server;

  FaultyListener(
      CallKind kind,
      FaultBook book,
      RequestLine<Q> requests,
      AnswerLine<R> answers,
      AppendMemory memory,
      ServerCall.Listener<Q> server) {
    this.kind = kind;
    this.book = book;
    this.requests = requests;
    this.answers = answers;
    this.memory = memory;
    this.server = server;
  }

  @Override
  public void onMessage(Q request) {
    requests.arrived(request);
    requests.handOn(this);
  }

  @Override
  public void onHalfClose() {
    requests.arrivedAll();
    requests.handOn(this);
  }

  @Override
  public void take(Q request, Call about) {
    if (answers.isEnding()) {
      return;
    }
    Decision decision = book.decide(about);
    if (decision.pause().isPositive()) {
      requests.pause(decision.pause());
    }
    Duration latency = decision.latency();
    switch (decision.ending().orElse(null)) {
      case null -> hand(request, about, latency);
      case Fault.HttpError _ -> hand(request, about, latency);
      case Fault.GrpcError error
          when request instanceof AppendRowsRequest append && !error.endsConnection() -> {
        memory.keep(append);
        requests.spared();
        answers.instead(about, latency, refusal(error));
        requests.refill();
      }
      case Fault.GrpcError error ->
          answers.endHere(
              about,
              latency,
              error.code().toStatus().withDescription(error.messageFor(kind, entity(about))));
      case Fault.ConnectionReset _ -> answers.endHere(about, latency, null);
      case Fault.StreamClosed _ -> answers.endHere(about, latency, Status.OK);
      case Fault.Unacknowledged(Optional<Status.Code> code) -> {
        answers.owedInVain(
            about,
            latency,
            code.map(lost -> lost.toStatus().withDescription("The answer was lost.")).orElse(null));
        server.onMessage(complete(request));
      }
    }
  }

  private void hand(Q request, Call about, Duration latency) {
    answers.owed(about, latency);
    server.onMessage(complete(request));
  }

  @SuppressWarnings("unchecked") // It was, and remains, a request of AppendRows.
  private Q complete(Q request) {
    return request instanceof AppendRowsRequest append ? (Q) memory.complete(append) : request;
  }

  @SuppressWarnings("unchecked") // AppendRowsRequest is answered by AppendRowsResponse.
  private R refusal(Fault.GrpcError error) {
    return (R)
        AppendRowsResponse.newBuilder()
            .setError(
                com.google.rpc.Status.newBuilder()
                    .setCode(error.code().value())
                    .setMessage(error.messageFor(kind, memory.stream())))
            .setWriteStream(memory.stream())
            .build();
  }

  private String entity(Call about) {
    return memory.stream().isEmpty()
        ? about.table().map(TableName::resource).orElse("unknown")
        : memory.stream();
  }

  @Override
  public void end() {
    if (!answers.isEnding()) {
      server.onHalfClose();
    }
  }

  @Override
  public void onReady() {
    requests.refill();
    server.onReady();
  }

  @Override
  public void onCancel() {
    requests.close();
    answers.abandon();
    server.onCancel();
  }

  @Override
  public void onComplete() {
    requests.close();
    if (answers.isBroken()) {
      server.onCancel();
    } else {
      server.onComplete();
    }
  }
}
