package dev.hayase.engine.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// What it means for state and results that a declaration has become another one.
public sealed interface PlanChange {
  /// They mean what they meant.
  record Same() implements PlanChange {}

  /// The state is used on; only what comes from now on is treated differently.
  ///
  /// @param what has changed
  record Continues(List<String> what) implements PlanChange {
    public Continues {
      what = List.copyOf(what);
    }
  }

  /// Part of the state means something else now, or lacks what would be needed: it must be computed
  /// anew from the sources.
  ///
  /// @param why each part that has changed, and what follows from that
  record Rebuild(List<String> why) implements PlanChange {
    public Rebuild {
      why = List.copyOf(why);
    }
  }

  /// From what is built to what is declared now.
  static PlanChange between(PlanParts before, PlanParts after) {
    SortedMap<String, String> old = before.parts();
    SortedMap<String, String> now = after.parts();
    SortedSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    List<String> continues = new ArrayList<>();
    List<String> rebuild = new ArrayList<>();
    for (String key : keys) {
      String was = old.getOrDefault(key, "");
      String is = now.getOrDefault(key, "");
      if (was.equals(is)) {
        continue;
      }
      String change = change(key, was, is);
      if (mayContinue(key, was, is)) {
        continues.add(change);
      } else if (!isListOf(key, keys)) {
        rebuild.add(change + ": " + consequence(key));
      }
    }
    return verdict(old, now, keys, continues, rebuild);
  }

  private static PlanChange verdict(
      SortedMap<String, String> old,
      SortedMap<String, String> now,
      SortedSet<String> keys,
      List<String> continues,
      List<String> rebuild) {
    if (rebuild.isEmpty()) {
      // Nothing came or went, and yet it stands in another order.
      for (String key : keys) {
        String was = old.getOrDefault(key, "");
        String is = now.getOrDefault(key, "");
        if (!was.equals(is) && isListOf(key, keys)) {
          rebuild.add(change(key, was, is) + ": " + consequence(key));
        }
      }
    }
    if (!rebuild.isEmpty()) {
      return new Rebuild(rebuild);
    }
    return continues.isEmpty() ? new Same() : new Continues(continues);
  }

  /// Whether the part only lists the names of parts below it, of which each is told by itself.
  private static boolean isListOf(String key, SortedSet<String> keys) {
    boolean list =
        key.equals("join")
            || key.equals("group-by")
            || key.equals("measures")
            || key.endsWith("columns");
    return list && keys.tailSet(key + ".").stream().anyMatch(other -> other.startsWith(key + "."));
  }

  private static boolean mayContinue(String key, String was, String is) {
    if (key.equals(PlanParts.GRACE)) {
      // Windows that are closed stay so; with a longer grace they would begin anew, empty.
      return !is.isEmpty()
          && (was.isEmpty() || Duration.parse(is).compareTo(Duration.parse(was)) < 0);
    }
    boolean onceFor = key.equals(PlanParts.ONCE_FOR) && !was.isEmpty() && !is.isEmpty();
    return onceFor || (key.startsWith("join.") && key.endsWith(PlanParts.KEEP));
  }

  private static String change(String key, String was, String is) {
    if (was.isEmpty()) {
      return key + " has come (" + is + ")";
    }
    return is.isEmpty() ? key + " has gone (" + was + ")" : key + " was " + was + " and is " + is;
  }

  private static String consequence(String key) {
    String first = key.split("\\.", 2)[0];
    return switch (first) {
      case "from" ->
          key.equals("from")
              ? "the state holds rows of the other topic"
              : "the rows in state have other columns";
      case "join" -> "the rows in state were joined in another way";
      case "where" -> "other rows counted before";
      case "group-by" -> "the groups in state mean something else";
      case "window" -> "the windows in state mean something else";
      case "measures" -> "rows that came before were not measured so";
      case "latest" -> "the rows in state lack it, or are in another order";
      case "java" -> "what is known of the groups is another class's";
      case "columns", "changes-at" -> "results that change no more would stay as they are";
      default -> "the state is written in another way";
    };
  }
}
