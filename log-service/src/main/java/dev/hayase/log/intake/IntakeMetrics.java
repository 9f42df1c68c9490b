package dev.hayase.log.intake;

import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Receipt;
import java.util.List;

/// What is counted. Of each stream and dialect: events received = stored + quarantined + to be sent
/// again + refused.
public interface IntakeMetrics {
  /// A request was answered.
  ///
  /// @param receipts of its events, in their order
  void answered(Delivery delivery, List<Receipt> receipts);
}
