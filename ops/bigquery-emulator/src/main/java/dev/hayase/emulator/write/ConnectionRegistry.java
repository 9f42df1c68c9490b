package dev.hayase.emulator.write;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The open connections. An application-created stream has one: a newer one ends the older.
final class ConnectionRegistry {
  private final Map<String, Owner> active = new ConcurrentHashMap<>();
  private final Set<ResponseQueue> open = ConcurrentHashMap.newKeySet();

  /// A connection, as the owner of at most one application-created stream at a time.
  final class Owner {
    private final ResponseQueue answers;
    private @Nullable String stream;

    private Owner(ResponseQueue answers) {
      this.answers = answers;
    }

    void write(StreamName name) {
      String wanted = name.isDefault() ? null : name.resource();
      String before = stream;
      if (before != null && !before.equals(wanted)) {
        active.remove(before, this);
      }
      stream = wanted;
      if (wanted != null) {
        Owner older = active.put(wanted, this);
        if (older != null && older != this) {
          older.answers.fail(Refusal.superseded(wanted).toException());
        }
      }
    }

    void leave() {
      open.remove(answers);
      String before = stream;
      if (before != null) {
        active.remove(before, this);
      }
    }
  }

  Owner open(ResponseQueue answers) {
    open.add(answers);
    return new Owner(answers);
  }

  /// Ends every connection, after the answers that are due.
  void endAll() {
    open.forEach(answers -> answers.fail(Refusal.restarted().toException()));
  }
}
