package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.util.Arrays;

/// How far one partition of a build that takes over is with telling all of its results, a part in
/// each transaction.
///
/// Which results are to be told follows from the marks in state, so that whoever carries on tells
/// what is marked still. All are told when nothing is marked any more, what has changed meanwhile
/// included; then the build's own topic says so, by which its time is announced again.
final class Takeover {
  /// What stands in the build's topic of partitions that have told everything.
  static final byte[] WORD =
      Json.object().put("version", WireVersion.CURRENT).toString().getBytes(UTF_8);

  private static final byte[] TOLD = {1};
  private static final byte[] BEGUN = {2};

  /// What stands under [#TOLD] when the build's topic says so, too. Builds that took over before
  /// there was that topic have another value there.
  private static final byte[] SAID = {2};

  /// Where results are large: what is told in one transaction, about.
  private static final long PART_BYTES = 8L * 1024 * 1024;

  private static final byte[] YES = {1};

  private final int part;
  private final StoreState own;
  private boolean over;
  private int results;
  private long bytes;

  /// @param needed whether there was a build before
  /// @param part results of one transaction, at most
  Takeover(boolean needed, int part, StoreState own) {
    this.part = part;
    this.own = own;
    this.over = !needed || Arrays.equals(own.get(TOLD), SAID);
  }

  /// Whether nothing is to be done, or everything was.
  boolean isOver() {
    return over;
  }

  /// A part begins.
  ///
  /// @return whether it is the first, and the snapshot's start stands before it
  boolean begin() {
    results = 0;
    bytes = 0;
    boolean first = own.get(BEGUN) == null && own.get(TOLD) == null;
    if (first) {
      own.put(BEGUN, YES);
    }
    return first;
  }

  /// A result is told.
  void count(int length) {
    results++;
    bytes += length;
  }

  /// Whether the part holds enough.
  boolean isEnough() {
    return results >= part || bytes >= PART_BYTES;
  }

  /// Everything is told.
  ///
  /// @return whether the snapshot's end is still to be told
  boolean end() {
    boolean open = own.get(TOLD) == null;
    own.put(TOLD, SAID);
    over = true;
    return open;
  }
}
