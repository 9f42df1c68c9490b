package dev.hayase.event.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.control.ControlRecord.Truncate;
import dev.hayase.event.topic.AggregateTopic;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.MalformedRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlRecordTest {
  private static final ChangeTopic TOPIC = new ChangeTopic("school", "public", "Order Items");
  private static final SequenceNumber NUMBER = new SequenceNumber(16, 255);

  @Test
  void eachKindReadsBack() {
    List<ControlRecord> records =
        List.of(
            new SnapshotStart(TOPIC, 4, 1_000_001, "s1", NUMBER),
            new SnapshotEnd(TOPIC, 4, 1_000_002, "s1", NUMBER),
            new Truncate(TOPIC, 4, 1_000_003, NUMBER));

    assertThat(records)
        .allSatisfy(r -> assertThat(ControlRecord.fromJson(r.toJson())).isEqualTo(r));
  }

  @Test
  void resultsOfAggregationsHaveSnapshotsToo() {
    ControlRecord end = new SnapshotEnd(new AggregateTopic("revenue"), 2, 1_000_002, "b2", NUMBER);

    assertThat(ControlRecord.fromJson(end.toJson())).isEqualTo(end);
    assertThat(end.topic().name()).isEqualTo("agg.revenue");
    assertThatThrownBy(() -> new AggregateTopic("No Name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'No Name' is no aggregation's name");
  }

  @Test
  void theJsonStaysAsOtherVersionsReadIt() {
    assertThat(new String(new SnapshotEnd(TOPIC, 4, 1_000_002, "s1", NUMBER).toJson(), UTF_8))
        .isEqualTo(
            """
            {"version":1,"kind":"snapshot-end","source":"school","schema":"public",\
            "table":"Order Items","partitions":4,"ts_us":1000002,"snapshotId":"s1",\
            "startSeq":"0000000000000010/00000000000000FF"}\
            """);
    assertThat(new String(new Truncate(TOPIC, 4, 1_000_003, NUMBER).toJson(), UTF_8))
        .endsWith("\"seq\":\"0000000000000010/00000000000000FF\"}");
  }

  @Test
  void rowsBeforeASnapshotsStartAreGoneAtItsEnd() {
    assertThat(new SnapshotStart(TOPIC, 4, 1, "s1", NUMBER).cutoff())
        .isEqualTo(new SequenceNumber(0, 0));
    assertThat(new SnapshotEnd(TOPIC, 4, 1, "s1", NUMBER).cutoff()).isEqualTo(NUMBER);
    assertThat(new Truncate(TOPIC, 4, 1, NUMBER).cutoff()).isEqualTo(NUMBER);
  }

  @Test
  void anUnknownKindIsRefused() {
    String json =
        new String(new Truncate(TOPIC, 4, 1, NUMBER).toJson(), UTF_8).replace("truncate", "drop");

    assertThatThrownBy(() -> ControlRecord.fromJson(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("A control record has the unknown kind 'drop'");
  }
}
