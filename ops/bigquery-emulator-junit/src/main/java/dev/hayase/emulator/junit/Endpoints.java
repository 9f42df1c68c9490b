package dev.hayase.emulator.junit;

/// Where an emulator answers.
///
/// @param rest `http://host:port`
/// @param grpc `host:port`
/// @param end ends it, if it is ours
record Endpoints(String rest, String grpc, Runnable end) implements AutoCloseable {
  @Override
  public void close() {
    end.run();
  }
}
