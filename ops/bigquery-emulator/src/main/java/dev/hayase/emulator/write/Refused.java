package dev.hayase.emulator.write;

/// A refusal on the way of one request.
final class Refused extends Exception {
  private final transient Refusal refusal;
  private final boolean endsCall;

  private Refused(Refusal refusal, boolean endsCall) {
    super(refusal.status().getMessage(), null, false, false);
    this.refusal = refusal;
    this.endsCall = endsCall;
  }

  /// The request is answered with an error; the connection goes on.
  static Refused request(Refusal refusal) {
    return new Refused(refusal, false);
  }

  /// There is nothing to write to: the call ends.
  static Refused call(Refusal refusal) {
    return new Refused(refusal, true);
  }

  Refusal refusal() {
    return refusal;
  }

  boolean endsCall() {
    return endsCall;
  }
}
