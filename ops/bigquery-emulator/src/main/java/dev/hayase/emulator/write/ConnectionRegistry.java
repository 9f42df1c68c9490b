package dev.hayase.emulator.write;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The open connections. An application-created stream has one: a newer one ends the older.
final class ConnectionRegistry {
  private final Map<String, Owner> active = new ConcurrentHashMap<>();
  private final Set<ResponseQueue> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /// A connection, as the owner of at most one application-created stream at a time.
  final class Owner {
    private final ResponseQueue answers;
    private @Nullable String stream;
    private boolean left;

    private Owner(ResponseQueue answers) {
      this.answers = answers;
    }

    void write(StreamName name) {
      String wanted = name.isDefault() ? null : name.resource();
      Owner older = take(wanted);
      if (older != null && older != this && wanted != null) {
        older.answers.fail(Refusal.superseded(wanted).toException());
      }
    }

    private synchronized @Nullable Owner take(@Nullable String wanted) {
      if (left) {
        return null;
      }
      if (stream != null && !stream.equals(wanted)) {
        active.remove(stream, this);
      }
      stream = wanted;
      return wanted == null ? null : active.put(wanted, this);
    }

    /// Whoever ends the call: the client, the emulator, or the network.
    synchronized void leave() {
      left = true;
      open.remove(answers);
      if (stream != null) {
        active.remove(stream, this);
      }
    }
  }

  Owner open(ResponseQueue answers) {
    open.add(answers);
    if (ended) {
      end(answers);
    }
    return new Owner(answers);
  }

  /// Ends every connection, after the answers that are due; also those that are about to be opened:
  /// their calls may be on their way while the server is shut down.
  void endAll() {
    ended = true;
    open.forEach(ConnectionRegistry::end);
  }

  private static void end(ResponseQueue answers) {
    answers.fail(Refusal.restarted().toException());
  }
}
