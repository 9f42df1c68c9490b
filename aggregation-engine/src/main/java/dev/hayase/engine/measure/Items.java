package dev.hayase.engine.measure;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a measure keeps of single rows or values of a group: a multiset in the unsigned order of
/// its bytes. Counts may be negative for a while, when something is taken back before it was added;
/// only what counts above zero is there.
public interface Items {
  /// Adds to an item's count.
  ///
  /// @return the count now
  long add(byte[] item, int weight);

  /// The first one that is there.
  byte @Nullable [] first();

  /// The last one that is there.
  byte @Nullable [] last();

  /// Those that are there, in their order, as long as `more` says so.
  void forEach(Predicate<byte[]> more);

  /// Forgets all from this one on, there or not.
  ///
  /// @return how many of them were there
  long forgetFrom(byte[] item);
}
