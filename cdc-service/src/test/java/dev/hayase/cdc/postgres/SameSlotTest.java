package dev.hayase.cdc.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SameSlotTest {
  private static final WalPlace PLACE = WalPlace.afterCommit(500);

  private final List<List<Captured>> handedOn = new ArrayList<>();
  private int looks;

  @Test
  void aStreamFromTheSlotThatWasLeftIsHandedOnAfterOneLook() {
    SameSlot stream = stream(PLACE, slot(500));

    stream.accept(List.of());
    stream.accept(List.of());

    assertThat(handedOn).hasSize(2);
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void nothingIsHandedOnFromASlotThatWasMadeAnewOrIsGone() {
    assertThatThrownBy(() -> stream(PLACE, slot(501)).accept(List.of()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(
            "sources.school.slot: 'slot' stands beyond what the capture has read");
    assertThatThrownBy(() -> stream(PLACE, Optional.empty()).accept(List.of()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("does not exist");
    assertThat(handedOn).isEmpty();
  }

  @Test
  void aSnapshotsOwnSlotIsLookedAtBeforeItIsToldOfTheSnapshotsPlace() {
    SameSlot same = stream(null, slot(500));
    SameSlot another = stream(null, slot(501));

    assertThat(same.accept(List.of())).isEqualTo(PLACE);
    assertThatThrownBy(() -> another.accept(List.of())).isInstanceOf(FailureException.class);
  }

  private SameSlot stream(@Nullable WalPlace from, Optional<SlotState> slot) {
    return new SameSlot(
        "school",
        "slot",
        from,
        () -> {
          looks++;
          return slot;
        },
        batch -> {
          handedOn.add(batch);
          return PLACE;
        });
  }

  private static Optional<SlotState> slot(long confirmed) {
    return Optional.of(new SlotState("slot", "pgoutput", "school", true, confirmed, ""));
  }
}
