package dev.hayase.log.intake;

import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.admission.NoRoomException;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.intake.Quarantine.UnreadableException;
import dev.hayase.log.stream.Streams;
import java.util.List;
import java.util.Optional;

/// Takes quarantined events in again, after the pipeline was corrected. What still is no event of
/// its stream stays where it is, and nothing is written for it.
///
/// Thread-safe.
public final class Redrive {
  private final Streams streams;
  private final Quarantine quarantine;
  private final EventLog log;

  public Redrive(Streams streams, Quarantine quarantine, EventLog log) {
    this.streams = streams;
    this.quarantine = quarantine;
    this.log = log;
  }

  /// Judges events anew, and waits until each of those that fit is durable or certainly not.
  ///
  /// @param room grows by each event, as if it had been sent; from the first one on that finds
  ///   none, all are to be named again
  /// @return what became of each, in their order; an event that does not fit is still
  ///   [kept][Receipt.Kept]
  public List<Receipt> redrive(String stream, List<Long> offsets, Room room)
      throws InterruptedException {
    Receipts receipts = new Receipts(offsets.size());
    int place = 0;
    try (Quarantine.Reading reading = quarantine.open(stream)) {
      for (; place < offsets.size(); place++) {
        Optional<Quarantined> event = reading.at(offsets.get(place));
        if (event.isEmpty()) {
          receipts.put(place, new Receipt.Refused("There is no such event in the quarantine"));
        } else {
          room.grow(event.get().value().length);
          redrive(event.get(), receipts, place);
        }
      }
    } catch (NoRoomException e) {
      retry(receipts, place, offsets.size(), e.reason());
    } catch (UnreadableException _) {
      retry(receipts, place, offsets.size(), "The quarantine cannot be read now");
    }
    return receipts.await();
  }

  private static void retry(Receipts receipts, int from, int to, String reason) {
    for (int place = from; place < to; place++) {
      receipts.put(place, new Receipt.Retry(reason));
    }
  }

  private void redrive(Quarantined event, Receipts receipts, int place) {
    Judged judged;
    try {
      judged = streams.again(event);
    } catch (IllegalArgumentException e) {
      receipts.put(place, new Receipt.Refused(String.valueOf(e.getMessage())));
      return;
    }
    switch (judged) {
      case Judged.Fit(var fit) -> log.append(fit, receipts.stored(place, fit.id()));
      case Judged.Unfit(var still) ->
          receipts.put(place, new Receipt.Kept(event.id(), still.code(), still.reason()));
    }
  }
}
