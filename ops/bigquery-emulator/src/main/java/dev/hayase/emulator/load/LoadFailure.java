package dev.hayase.emulator.load;

import java.util.List;

/// A load job has met more bad records than it may ignore. Its messages are the job's `errors`: the
/// verdict, then what was wrong with single records.
public final class LoadFailure extends RuntimeException {
  private final List<String> messages;

  LoadFailure(List<String> messages) {
    super(messages.getFirst(), null, false, false);
    this.messages = List.copyOf(messages);
  }

  public List<String> messages() {
    return messages;
  }
}
