package dev.hayase.cdc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.change.LogGap;
import dev.hayase.cdc.change.WalPlace;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotStateTest {
  private static final WalPlace PLACE = new WalPlace(500, 600, 2);

  @Test
  void aSlotThatIsWhereItWasOrBehindHasNoGap() {
    assertThat(gap(slot(500, ""))).isEmpty();
    assertThat(gap(slot(400, ""))).isEmpty();
  }

  @Test
  void aSlotThatIsGoneLostOrAheadHasOne() {
    assertThat(gap(Optional.empty()))
        .contains("does not exist, though the capture has read from it");
    assertThat(gap(slot(500, "wal_removed")))
        .contains(
            "is invalid (wal_removed): it held more log than max_slot_wal_keep_size, and the server removed it");
    assertThat(gap(slot(501, "")))
        .contains("stands beyond what the capture has read: it was made anew, or moved");
  }

  private static Optional<String> gap(Optional<SlotState> slot) {
    return SlotState.gap("school", "slot", slot, PLACE).map(LogGap::problem);
  }

  private static Optional<SlotState> slot(long confirmed, String lost) {
    return Optional.of(new SlotState("slot", "pgoutput", "school", false, confirmed, lost));
  }
}
