package dev.hayase.benchmarks.faults.aggregation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.benchmarks.faults.aggregation.ShopAggregation.ResultColumn;
import dev.hayase.benchmarks.faults.compare.Cells;
import dev.hayase.benchmarks.faults.compare.TopicReader;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What an aggregation has told of its results: its topic, folded.
final class Told {
  private final ShopAggregation aggregation;
  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, SequenceNumber> newest = new HashMap<>();
  private final Set<String> numbers = new HashSet<>();
  private long doubled;

  /// A result as it stands.
  private record Row(JsonObject after) {}

  Told(ShopAggregation aggregation) {
    this.aggregation = aggregation;
  }

  /// Reads the topic.
  ///
  /// @param vector partition to the position where to stop
  static Told read(TopicReader reader, ShopAggregation aggregation, Map<Integer, Long> vector) {
    Told told = new Told(aggregation);
    String topic = Topics.aggregation(aggregation.code());
    vector.forEach((partition, end) ->
        reader.read(
            topic,
            partition,
            record -> {
              if (record.offset() < end) {
                told.take(record);
              }
            }));
    return told;
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    SequenceNumber number = TopicReader.sequence(record);
    boolean fresh = numbers.add(record.partition() + ":" + number);
    if (TopicReader.header(record, Headers.CONTROL) != null) {
      throw new IllegalStateException("Nobody has asked for a control record: " + record);
    }
    String key = TopicReader.text(record.key());
    SequenceNumber before = newest.put(key, number);
    if (!fresh || (before != null && before.compareTo(number) >= 0)) {
      doubled++;
    }
    JsonElement after =
        JsonParser.parseString(TopicReader.text(record.value())).getAsJsonObject().get("after");
    if (after == null || after.isJsonNull()) {
      rows.remove(key);
    } else {
      rows.put(key, new Row(after.getAsJsonObject()));
    }
  }

  /// Numbers that a partition has used twice, or that are not above the one before of their key.
  long doubled() {
    return doubled;
  }

  /// How many results were told, be they gone by now.
  long records() {
    return numbers.size();
  }

  /// By primary key the values of all columns. A key that stands under two spellings has the rows
  /// of both.
  Map<List<@Nullable Object>, List<List<@Nullable Object>>> rows() {
    Map<List<@Nullable Object>, List<List<@Nullable Object>>> byKey = new HashMap<>();
    for (Row row : rows.values()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (ResultColumn column : aggregation.columns()) {
        values.add(Cells.ofJson(column.type(), row.after().get(column.name())));
      }
      byKey
          .computeIfAbsent(values.subList(0, aggregation.key().size()), _ -> new ArrayList<>())
          .add(values);
    }
    return byKey;
  }
}
