package dev.hayase.cli;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// `hayase emulator`: the BigQuery emulator alone, with the emulator's own options. They are the
/// emulator's to read, explain (`--help`) and refuse.
@Command(
    name = "emulator",
    description = "Runs the BigQuery emulator until Ctrl-C; 'hayase emulator --help' has more.")
final class EmulatorCommand implements Callable<Integer> {
  @Unmatched private final List<String> options = new ArrayList<>();

  List<String> options() {
    return List.copyOf(options);
  }

  @Override
  public Integer call() throws InterruptedException {
    return LocalEmulator.runInForeground(HayaseHome.current(), options);
  }
}
