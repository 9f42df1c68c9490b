package dev.hayase.log.journal;

import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of an event that was acknowledged and that its topic then never takes, so that it
/// does not hold those behind it: it goes into its stream's quarantine; what that does not take
/// either stays in a file of its own.
final class SetAside {
  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final String DIALECT = "journal";
  private static final String REMEDY =
      "Let its topic take it (max.message.bytes, cleanup.policy), and redrive it";

  private final Journal journal;

  SetAside(Journal journal) {
    this.journal = journal;
  }

  /// @return what is to be sent instead
  /// @throws UncheckedIOException when the disk does not take it either
  Optional<Judged> refused(Judged judged, String reason) {
    return switch (judged) {
      case Judged.Fit(StreamEvent event) -> {
        LOG.atError()
            .addKeyValue("stream", event.stream())
            .addKeyValue("reason", reason)
            .log("An acknowledged event is not taken by its topic; it goes into the quarantine");
        yield Optional.of(new Judged.Unfit(quarantined(event, reason)));
      }
      case Judged.Unfit(Quarantined event) -> {
        keep(judged, event, reason);
        yield Optional.empty();
      }
    };
  }

  private static Quarantined quarantined(StreamEvent event, String reason) {
    return new Quarantined(
        event.stream(),
        event.source(),
        DIALECT,
        event.id(),
        event.times().received(),
        Quarantined.Code.REFUSED,
        reason,
        REMEDY,
        "",
        event.value());
  }

  private void keep(Judged judged, Quarantined event, String reason) {
    try {
      Path file = journal.setAside(EntryBytes.of(judged));
      LOG.atError()
          .addKeyValue("stream", event.stream())
          .addKeyValue("reason", reason)
          .addKeyValue("file", file)
          .log("A quarantine does not take an acknowledged event; it is kept in a file");
    } catch (IOException e) {
      throw new UncheckedIOException("An event of the journal cannot be set aside", e);
    }
  }
}
