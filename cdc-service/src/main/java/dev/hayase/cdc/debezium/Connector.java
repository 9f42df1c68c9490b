package dev.hayase.cdc.debezium;

import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.source.SourceRecord;
import tools.jackson.databind.node.ObjectNode;

/// What one kind of database makes of the engine. For one run; used by one thread at a time.
public interface Connector {

  /// The engine's settings for the source: what is the same for every source comes on top.
  Properties settings();

  /// What Debezium is told to have stored, so that it reads every change after `place` again, and
  /// of those before it as few as can be.
  ObjectNode offset(LogPlace place);

  /// What a record says.
  ///
  /// @return in order; empty when it says nothing to us
  List<Captured> read(SourceRecord record);
}
