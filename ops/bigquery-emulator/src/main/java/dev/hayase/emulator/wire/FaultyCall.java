package dev.hayase.emulator.wire;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/// The call as the server sees it: what it asks for and answers goes through the two lines.
final class FaultyCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
  private final RequestLine<Q> requests;
  private final AnswerLine<R> answers;

  FaultyCall(ServerCall<Q, R> call, RequestLine<Q> requests, AnswerLine<R> answers) {
    super(call);
    this.requests = requests;
    this.answers = answers;
  }

  @Override
  public void request(int count) {
    requests.allow(count);
  }

  @Override
  public void sendHeaders(Metadata headers) {
    answers.headers(headers);
  }

  @Override
  public void sendMessage(R message) {
    answers.answered(message);
  }

  @Override
  public boolean isReady() {
    return super.isReady() && answers.hasRoom();
  }

  @Override
  public void close(Status status, Metadata trailers) {
    answers.closed(status, trailers);
  }
}
