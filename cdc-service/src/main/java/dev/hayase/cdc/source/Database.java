package dev.hayase.cdc.source;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.LogGap;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.PresentRows;
import dev.hayase.event.topic.ChangeTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The server of one source, for one run of its capture; closed with it. Used by one thread, but
/// for what it returns.
///
/// Every method throws [dev.hayase.cdc.change.SetupException] when somebody must change something
/// first, and [DatabaseException] for trouble that may pass by itself.
public interface Database extends AutoCloseable {

  /// Looks at the server and at the tables that the source's patterns take in, before anything else
  /// is asked. Changes nothing.
  ///
  /// @return the tables, those that cannot be captured included
  List<TableInspection> inspect();

  /// The names of these tables' columns.
  Map<ChangeTopic, List<String>> columns(List<TableInspection> tables);

  /// Names the log: places in it mean nothing in a log of another name.
  String log();

  /// What is missing of the log after a place.
  ///
  /// @return empty when the log can be read on from there
  Optional<LogGap> gap(LogPlace place);

  /// Removes what an unfinished snapshot left at the server.
  void discardSnapshot();

  /// What the log may lack of tables of which it is read on: the server may have been told
  /// meanwhile not to log them for us. Asked before [#publish].
  ///
  /// @return empty when it lacks nothing
  Optional<Omission> omission(List<TableInspection> tables);

  /// Makes the server log what is needed of exactly these tables.
  void publish(List<TableInspection> tables);

  /// The changes of these tables from a position on, with a snapshot before them unless the
  /// position is beyond it.
  ///
  /// @param markers how often the stream says up to when it is complete
  Stream changes(
      List<TableInspection> tables, CapturePosition from, Duration markers, Stream.Sink sink);

  /// Rows as they are now. Used by the thread that takes changes.
  PresentRows presentRows();

  /// How its tables are read anew; empty where that is not possible yet.
  Optional<Rereading> rereading();

  /// Ends every connection.
  @Override
  void close();
}
