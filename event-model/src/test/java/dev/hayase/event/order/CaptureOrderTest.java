package dev.hayase.event.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.order.CaptureOrder.AddTable;
import dev.hayase.event.order.CaptureOrder.CancelSnapshot;
import dev.hayase.event.order.CaptureOrder.Pause;
import dev.hayase.event.order.CaptureOrder.PauseSnapshot;
import dev.hayase.event.order.CaptureOrder.RemoveTable;
import dev.hayase.event.order.CaptureOrder.RestartFromNow;
import dev.hayase.event.order.CaptureOrder.Resume;
import dev.hayase.event.order.CaptureOrder.ResumeSnapshot;
import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.MalformedRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaptureOrderTest {
  private static final ChangeTopic TABLE = new ChangeTopic("school", "public", "Order Items");

  @Test
  void everyOrderIsReadBackAsItWasWritten() {
    List<CaptureOrder> orders =
        List.of(
            new SnapshotTable(TABLE, Optional.empty()),
            new SnapshotTable(TABLE, Optional.of("id > 7")),
            new AddTable(TABLE),
            new RemoveTable(TABLE),
            new Pause(),
            new Resume(),
            new RestartFromNow(true),
            new RestartFromNow(false),
            new PauseSnapshot(TABLE),
            new ResumeSnapshot(TABLE),
            new CancelSnapshot(TABLE));

    assertThat(orders)
        .extracting(order -> CaptureOrder.fromJson(order.toJson(Instant.EPOCH)))
        .isEqualTo(orders);
  }

  @Test
  void whatIsNoOrderIsRefused() {
    assertThatThrownBy(
            () -> CaptureOrder.fromJson("{\"version\":1,\"order\":\"dance\"}".getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("'dance'");
  }
}
