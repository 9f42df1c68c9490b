package dev.hayase.cli;

import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.order.CaptureOrder.CancelSnapshot;
import dev.hayase.event.order.CaptureOrder.PauseSnapshot;
import dev.hayase.event.order.CaptureOrder.ResumeSnapshot;
import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.topic.ChangeTopic;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase snapshot`: has a captured table read anew while its changes flow.
@Command(
    name = "snapshot",
    description = {
      "Has a captured table read anew, in chunks beside its changes, which go on flowing. When the"
          + " whole table was read, rows that are not in the source any more vanish from mirrors.",
      "With --where only some rows are read, and none vanish."
    },
    mixinStandardHelpOptions = true)
final class SnapshotCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The source, as in the pipeline.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TABLE", description = "table or schema.table")
  private String table = "";

  @ArgGroup private @Nullable How how;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// At most one of them.
  static final class How {
    @Option(
        names = "--where",
        paramLabel = "EXPR",
        description = "Only rows of which this is true, in the source's own SQL.")
    private @Nullable String where;

    @Option(names = "--pause", description = "Stops the reading until it is resumed.")
    private boolean pause;

    @Option(names = "--resume", description = "Goes on where it was paused.")
    private boolean resume;

    @Option(names = "--cancel", description = "Gives the reading up; what was read stays.")
    private boolean cancel;
  }

  @Override
  public Integer call() throws InterruptedException {
    OrderedSource ordered = OrderedSource.find(pipeline.read(), source);
    ChangeTopic topic = ordered.table(table);
    How chosen = how == null ? new How() : how;
    CaptureOrder order;
    String done;
    if (chosen.pause) {
      order = new PauseSnapshot(topic);
      done = "the reading of %s is paused";
    } else if (chosen.resume) {
      order = new ResumeSnapshot(topic);
      done = "the reading of %s goes on";
    } else if (chosen.cancel) {
      order = new CancelSnapshot(topic);
      done = "the reading of %s is given up";
    } else {
      order = new SnapshotTable(topic, Optional.ofNullable(chosen.where));
      done = "%s is read anew, beside its changes";
    }
    return ordered.give(order, spec.commandLine().getOut(), done.formatted(topic));
  }
}
