package dev.hayase.emulator.junit;

import dev.hayase.emulator.Emulator;
import dev.hayase.emulator.EmulatorOptions;
import java.io.IOException;

/// Where an emulator comes from.
sealed interface Source {
  Endpoints open();

  /// Started here.
  record InProcess(EmulatorOptions options) implements Source {
    @Override
    public Endpoints open() {
      try {
        Emulator emulator = Emulator.start(options);
        return new Endpoints(
            "http://127.0.0.1:" + emulator.restPort(),
            "127.0.0.1:" + emulator.grpcPort(),
            emulator::close);
      } catch (IOException e) {
        throw new IllegalStateException("The emulator cannot be started: " + e.getMessage(), e);
      }
    }
  }

  /// Started by somebody else.
  record Running(String rest, String grpc) implements Source {
    @Override
    public Endpoints open() {
      String trimmed = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
      new ControlClient(trimmed).call("GET", "/clock", null);
      return new Endpoints(trimmed, grpc, () -> {});
    }
  }
}
