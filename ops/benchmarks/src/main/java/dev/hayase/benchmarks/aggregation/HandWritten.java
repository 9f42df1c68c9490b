package dev.hayase.benchmarks.aggregation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same aggregation as [Contender#DECLARED] is, as somebody would write it with Kafka Streams'
/// own language who knows it: a table of sales, grouped by account, added and subtracted.
public final class HandWritten {
  static final String APPLICATION = "hand-written-sales";
  static final String OUTPUT = "hand-written-revenue";

  private static final JsonMapper JSON = new JsonMapper();

  private HandWritten() {}

  /// What of a sale the result needs.
  record Sale(long account, BigDecimal amount, boolean paid) {}

  /// What the result holds.
  record Total(long sales, BigDecimal amount) {
    static final Total NONE = new Total(0, BigDecimal.ZERO);

    Total plus(Sale sale) {
      return new Total(sales + 1, amount.add(sale.amount()));
    }

    Total minus(Sale sale) {
      return new Total(sales - 1, amount.subtract(sale.amount()));
    }
  }

  /// @param arguments Kafka's address, the folder for state
  public static void main(String[] arguments) throws InterruptedException {
    KafkaStreams streams = new KafkaStreams(topology(), settings(arguments[0], arguments[1]));
    streams.setUncaughtExceptionHandler(trouble -> {
      trouble.printStackTrace();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    new CountDownLatch(1).await();
  }

  /// What the aggregation-service sets, too.
  private static Properties settings(String bootstrapServers, String folder) {
    Properties settings = new Properties();
    settings.put("application.id", APPLICATION);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("state.dir", folder);
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put("commit.interval.ms", "200");
    settings.put("num.stream.threads", "1");
    settings.put("replication.factor", "1");
    settings.put("auto.offset.reset", "earliest");
    settings.put("producer.compression.type", "lz4");
    return settings;
  }

  private static Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    KTable<Bytes, Sale> sales =
        builder.stream(Sales.TOPIC, Consumed.with(Serdes.Bytes(), Serdes.ByteArray()))
            .mapValues(HandWritten::read)
            .toTable(
                Materialized.<Bytes, Sale, KeyValueStore<Bytes, byte[]>>as("sales")
                    .withKeySerde(Serdes.Bytes())
                    .withValueSerde(serde(HandWritten::write, HandWritten::sale)));
    sales
        .filter((_, sale) -> sale.paid())
        .groupBy(
            (_, sale) -> KeyValue.pair(sale.account(), sale),
            Grouped.with("accounts", Serdes.Long(), serde(HandWritten::write, HandWritten::sale)))
        .aggregate(
            () -> Total.NONE,
            (_, sale, total) -> total.plus(sale),
            (_, sale, total) -> total.minus(sale),
            Materialized.<Long, Total, KeyValueStore<Bytes, byte[]>>as("revenue")
                .withKeySerde(Serdes.Long())
                .withValueSerde(serde(HandWritten::write, HandWritten::total)))
        .toStream()
        .map((account, total) -> KeyValue.pair(json(account), json(account, total)))
        .to(OUTPUT, Produced.with(Serdes.String(), Serdes.ByteArray()));
    return builder.build();
  }

  private static @Nullable Sale read(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    JsonNode after = JSON.readTree(value).path("after");
    return after.isNull()
        ? null
        : new Sale(
            after.path("account").asLong(),
            new BigDecimal(after.path("amount").asString()),
            after.path("state").asString().equals("paid"));
  }

  private static String json(long account) {
    return "{\"account\":" + account + "}";
  }

  private static byte[] json(long account, Total total) {
    return "{\"account\":%d,\"sales\":%d,\"amount\":\"%s\"}"
        .formatted(account, total.sales(), total.amount().toPlainString())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Sale sale, DataOutputStream out) throws IOException {
    out.writeLong(sale.account());
    out.writeBoolean(sale.paid());
    write(sale.amount(), out);
  }

  private static Sale sale(DataInputStream in) throws IOException {
    long account = in.readLong();
    boolean paid = in.readBoolean();
    return new Sale(account, decimal(in), paid);
  }

  private static void write(Total total, DataOutputStream out) throws IOException {
    out.writeLong(total.sales());
    write(total.amount(), out);
  }

  private static Total total(DataInputStream in) throws IOException {
    return new Total(in.readLong(), decimal(in));
  }

  private static void write(BigDecimal decimal, DataOutputStream out) throws IOException {
    byte[] digits = decimal.unscaledValue().toByteArray();
    out.writeInt(decimal.scale());
    out.writeInt(digits.length);
    out.write(digits);
  }

  private static BigDecimal decimal(DataInputStream in) throws IOException {
    int scale = in.readInt();
    return new BigDecimal(new BigInteger(in.readNBytes(in.readInt())), scale);
  }

  /// Writes one kind of thing.
  private interface Writing<T> {
    void write(T thing, DataOutputStream out) throws IOException;
  }

  /// Reads it.
  private interface Reading<T> {
    T read(DataInputStream in) throws IOException;
  }

  private static <T> Serde<T> serde(Writing<T> writing, Reading<T> reading) {
    Serializer<T> serializer =
        (_, thing) -> {
          if (thing == null) {
            return null;
          }
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.write(thing, out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return bytes.toByteArray();
        };
    Deserializer<T> deserializer =
        (_, bytes) -> {
          if (bytes == null) {
            return null;
          }
          try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reading.read(in);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    return Serdes.serdeFrom(serializer, deserializer);
  }
}
