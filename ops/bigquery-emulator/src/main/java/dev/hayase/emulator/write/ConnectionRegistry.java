package dev.hayase.emulator.write;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An application-created stream has one active connection: a newer one ends the older.
final class ConnectionRegistry {
  private final Map<String, AppendConnection> active = new ConcurrentHashMap<>();

  void take(String stream, AppendConnection connection) {
    AppendConnection before = active.put(stream, connection);
    if (before != null && !before.equals(connection)) {
      before.supersede(stream);
    }
  }

  void release(@Nullable String stream, AppendConnection connection) {
    if (stream != null) {
      active.remove(stream, connection);
    }
  }
}
