package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogGap;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.failure.FailureException;
import dev.hayase.cdc.source.Stream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands a stream's changes on once the slot that they come from is known to be the one that was
/// looked at before the stream began.
///
/// The engine makes a slot where it finds none, and the server quietly moves a reader on to where
/// its slot begins. A slot that is dropped between our look and the engine's start would therefore
/// leave a hole that nothing in the stream shows. Once the engine reads, it cannot come to that:
/// the server drops no slot that is read from, and the engine ends when its connection does.
final class SameSlot implements Stream.Sink {
  private final Stream.Sink sink;
  private final Supplier<Optional<SlotState>> slot;
  private final String sourceName;
  private final String slotName;
  private final @Nullable WalPlace from;
  private boolean seen;

  /// @param from where the stream begins; null when with a snapshot, which makes the slot
  /// @param slot asks the server
  SameSlot(
      String sourceName,
      String slotName,
      @Nullable WalPlace from,
      Supplier<Optional<SlotState>> slot,
      Stream.Sink sink) {
    this.sourceName = sourceName;
    this.slotName = slotName;
    this.from = from;
    this.slot = slot;
    this.sink = sink;
  }

  /// @throws FailureException when it is another slot
  @Override
  public @Nullable LogPlace accept(List<Captured> batch) {
    if (!seen && from != null) {
      require(from);
    }
    LogPlace read = sink.accept(batch);
    if (!seen && read != null) {
      require((WalPlace) read);
    }
    return read;
  }

  /// The server was not told of any place yet, so that the slot still stands where the stream found
  /// it.
  private void require(WalPlace place) {
    Optional<LogGap> gap = SlotState.gap(sourceName, slotName, slot.get(), place);
    if (gap.isPresent()) {
      throw new FailureException(gap.get().failure(sourceName));
    }
    seen = true;
  }
}
