package dev.hayase.emulator.wire;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.hayase.emulator.faults.Call;
import dev.hayase.emulator.faults.CallKind;
import dev.hayase.emulator.faults.Decision;
import dev.hayase.emulator.faults.Fault;
import dev.hayase.emulator.faults.FaultBook;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// Has the faults that were ordered happen to REST requests. A reset connection is one that is
/// closed without an answer.
public final class RestFaults extends Filter {
  private final FaultBook book;

  public RestFaults(FaultBook book) {
    this.book = book;
  }

  @Override
  public String description() {
    return "faults";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (book.isEmpty()) {
      chain.doFilter(exchange);
      return;
    }
    Call call = new Call(CallKind.REST, Destinations.in(exchange.getRequestURI().getPath()));
    awaitLifted(call);
    Decision decision = book.decide(call);
    pause(decision.latency());
    switch (decision.ending().orElse(null)) {
      case null -> chain.doFilter(exchange);
      case Fault.GrpcError _, Fault.StreamClosed _ -> chain.doFilter(exchange);
      case Fault.HttpError(int status, String reason, String message) ->
          JsonAnswer.write(exchange, status, JsonAnswer.error(status, reason, message));
      case Fault.ConnectionReset _ -> exchange.close();
      case Fault.Unacknowledged _ -> {
        chain.doFilter(new LostExchange(exchange));
        exchange.close();
      }
    }
  }

  private void awaitLifted(Call call) throws IOException {
    if (book.stopped(call)) {
      book.countStopped(call);
      while (book.stopped(call)) {
        pause(Pace.LOOK_AGAIN);
      }
    }
  }

  private static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("the emulator stops").initCause(e);
    }
  }
}
