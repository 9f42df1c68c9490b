package dev.hayase.benchmarks.rival;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Nothing should go wrong here; what does ends the process, and with it the benchmark.
final class EndOnError implements CommonErrorHandler {
  @Override
  public boolean seeksAfterHandling() {
    return false;
  }

  @Override
  public void handleBatch(
      Exception thrown,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    end(thrown);
  }

  @Override
  public void handleOtherException(
      Exception thrown,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    end(thrown);
  }

  private static void end(Exception thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    System.err.println(text);
    Runtime.getRuntime().halt(1);
  }
}
