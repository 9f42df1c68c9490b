package dev.hayase.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The command line of a child JVM: the same Java as ours, a small heap, and the main class.
///
/// Our own system property `hayase.child.options`, words with spaces between, stands before its
/// options: tests set there what suits processes that live for a minute.
public record JavaCommand(
    String maxHeap, Collector collector, List<String> options, List<String> program) {
  private static final List<String> CHILD_OPTIONS =
      Stream.of(System.getProperty("hayase.child.options", "").split(" ", -1))
          .filter(word -> !word.isEmpty())
          .toList();

  /// How the JVM collects its garbage.
  public enum Collector {
    /// One thread, which is enough for a process that leaves little.
    SERIAL,
    /// All processors together, and half of the heap for what is young: for a process through which
    /// gigabytes pass, each for a moment.
    PARALLEL;

    private List<String> options() {
      return switch (this) {
        case SERIAL -> List.of("-XX:+UseSerialGC");
        case PARALLEL -> List.of("-XX:+UseParallelGC", "-XX:NewRatio=1");
      };
    }
  }

  public JavaCommand {
    options = List.copyOf(options);
    program = List.copyOf(program);
  }

  /// A main class on a class path.
  public static JavaCommand mainClass(
      String maxHeap, String classPath, String mainClass, List<String> arguments) {
    List<String> program = new ArrayList<>(List.of("-cp", classPath, mainClass));
    program.addAll(arguments);
    return new JavaCommand(maxHeap, Collector.SERIAL, List.of(), program);
  }

  /// The same with another collector.
  public JavaCommand with(Collector other) {
    return new JavaCommand(maxHeap, other, options, program);
  }

  /// The same with more JVM options.
  public JavaCommand with(String... moreOptions) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(moreOptions));
    return new JavaCommand(maxHeap, collector, all, program);
  }

  /// The words of the command. The shell in front makes the child deaf to the terminal's Ctrl-C,
  /// which belongs to the parent: it stops its children in order.
  ///
  /// @param temporary where the child puts what it unpacks (native libraries, Tomcat's folders)
  List<String> words(Path temporary) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + maxHeap);
    words.addAll(collector.options());
    words.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8",
            "-Djava.io.tmpdir=" + temporary.toAbsolutePath()));
    words.addAll(CHILD_OPTIONS);
    words.addAll(options);
    words.addAll(program);
    return words;
  }
}
