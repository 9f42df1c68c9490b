package dev.hayase.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/// What a command printed, and how it ended.
public record CommandRun(int status, String out, String err) {

  /// Runs a command on a pipeline file.
  ///
  /// @param command its words, one blank between them
  public static CommandRun of(Path pipeline, String command) {
    return of(command + " --pipeline " + pipeline);
  }

  /// Runs a command.
  ///
  /// @param command its words, one blank between them
  public static CommandRun of(String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        HayaseMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .execute(command.split(" "));
    return new CommandRun(status, out.toString(), err.toString());
  }
}
