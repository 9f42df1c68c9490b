package dev.hayase.cdc.source;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.event.topic.ChangeTopic;
import java.util.Set;

/// What a log lacks of tables, since the server was told for a while not to log them for us.
///
/// @param failure what happened, and what somebody can do
/// @param tables of which changes may be missing
public record Omission(Failure failure, Set<ChangeTopic> tables) {
  public Omission {
    tables = Set.copyOf(tables);
  }
}
