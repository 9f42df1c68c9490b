package dev.hayase.benchmarks.cdc;

import com.sun.net.httpserver.HttpServer;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.source.SourceRecord;

/// A process with Debezium's engine in it and nothing of ours.
public final class EngineMain {
  private static final int OK = 200;

  private EngineMain() {}

  /// @param arguments `bare` or `documented`, the port at which it is asked how many changes it has
  ///   seen, a file with the engine's properties, and Kafka's address
  public static void main(String[] arguments) throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[2]))) {
      settings.load(file);
    }
    AtomicLong seen = new AtomicLong();
    answer(Integer.parseInt(arguments[1]), seen);
    DebeziumEngine<?> engine =
        arguments[0].equals("bare")
            ? bare(settings, seen)
            : documented(settings, seen, arguments[3]);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(engine, main), "engine-stop"));
    engine.run();
  }

  private static void close(DebeziumEngine<?> engine, Thread main) {
    try {
      engine.close();
      main.join();
    } catch (IOException | IllegalStateException e) {
      System.err.println("The engine did not close: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(int port, AtomicLong seen) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/seen",
        exchange -> {
          byte[] body = Long.toString(seen.get()).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(OK, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /// Counts, and does nothing else.
  private static DebeziumEngine<?> bare(Properties settings, AtomicLong seen) {
    return DebeziumEngine.create(Connect.class)
        .using(settings)
        .notifying(
            (List<ChangeEvent<SourceRecord, SourceRecord>> records,
                DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>>
                    committer) -> {
              for (ChangeEvent<SourceRecord, SourceRecord> record : records) {
                if (record.value().topic().endsWith('.' + Bench.TABLE)) {
                  seen.incrementAndGet();
                }
                committer.markProcessed(record);
              }
              committer.markBatchFinished();
            })
        .build();
  }

  /// Sends a batch, waits for its answers, and says so: as Debezium's own sinks do.
  private static DebeziumEngine<?> documented(
      Properties settings, AtomicLong seen, String bootstrapServers) {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    kafka.setProperty("compression.type", "lz4");
    kafka.setProperty("linger.ms", "5");
    kafka.setProperty("batch.size", "131072");
    var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer());
    return DebeziumEngine.create(Json.class)
        .using(settings)
        .notifying(
            (List<ChangeEvent<String, String>> records,
                DebeziumEngine.RecordCommitter<ChangeEvent<String, String>> committer) -> {
              List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
              for (ChangeEvent<String, String> record : records) {
                sent.add(
                    producer.send(
                        new ProducerRecord<>(record.destination(), record.key(), record.value())));
              }
              for (int i = 0; i < sent.size(); i++) {
                arrived(sent.get(i));
                committer.markProcessed(records.get(i));
              }
              committer.markBatchFinished();
              seen.addAndGet(records.size());
            })
        .build();
  }

  private static void arrived(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      RecordMetadata _ = sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take a change", e);
    }
  }
}
