package dev.hayase.emulator;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One emulator in this process, and clients of it, for all tests of a class.
final class RunningEmulator implements BeforeAllCallback, AfterAllCallback {
  private final EmulatorOptions options;
  private final AtomicInteger tables = new AtomicInteger();
  private @Nullable Emulator emulator;
  private @Nullable Clients clients;

  RunningEmulator(EmulatorOptions options) {
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Emulator started = Emulator.start(options);
    emulator = started;
    Clients connected = new Clients(started.restPort(), started.grpcPort());
    clients = connected;
    connected.dataset();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    clients().close();
    emulator().close();
  }

  private Emulator emulator() {
    return Objects.requireNonNull(emulator);
  }

  Clients clients() {
    return Objects.requireNonNull(clients);
  }

  int restPort() {
    return emulator().restPort();
  }

  int grpcPort() {
    return emulator().grpcPort();
  }

  /// A connection of `AppendRows` without Google's client on top.
  RawConnection connect() {
    return new RawConnection(emulator().grpcPort());
  }

  /// A table's name that no other test uses.
  String fresh() {
    return "t" + tables.incrementAndGet();
  }
}
