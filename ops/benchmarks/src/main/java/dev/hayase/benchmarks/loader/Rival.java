package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.rival.RivalMain;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;

/// One of the loaders to compare with.
///
/// @param bootstrapServers of Kafka
/// @param bigquery gRPC address of the server that takes the rows
record Rival(String name, RivalMain.Kind kind, String bootstrapServers, String bigquery)
    implements Contender {
  private static final int CONSUMERS = 2;

  @Override
  public String group() {
    return name;
  }

  @Override
  public boolean measuresAge() {
    return kind == RivalMain.Kind.JSON;
  }

  @Override
  public Running start(Input input, Path folder) {
    List<String> arguments =
        List.of(
            Long.toString(ProcessHandle.current().pid()),
            RivalMain.class.getName(),
            kind.name(),
            bootstrapServers,
            bigquery,
            group(),
            input.code(),
            Integer.toString(CONSUMERS));
    JavaCommand command =
        JavaCommand.mainClass(
                HEAP, System.getProperty("java.class.path"), ChildMain.class.getName(), arguments)
            .with(JavaCommand.Collector.PARALLEL);
    return new Running(ChildProcess.start(name, command, folder.resolve(name + ".log")), group());
  }
}
