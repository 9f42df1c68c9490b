package dev.hayase.local.supervisor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  private static final RestartPolicy AT_ONCE =
      new RestartPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1));

  @TempDir private Path folder;

  @Test
  void killedProcessIsReportedWithTheEndOfItsLogAndRunsAgain() throws Exception {
    // Given
    try (Supervisor supervisor = new Supervisor(AT_ONCE, InstantSource.system());
        Subject subject = new Subject("sleep")) {
      supervisor.watch(subject);

      // When
      subject.process().kill();

      // Then
      ChildProcess successor = subject.successors.poll(30, SECONDS);
      assertThat(successor).isNotNull();
      assertThat(successor.isAlive()).isTrue();
      Death death = supervisor.deaths().getFirst();
      assertThat(death.sentence())
          .isEqualTo("subject was ended by signal 9; it is restarted in 0.0 s");
      assertThat(death.lastLines().lines()).containsExactly("I am a child");
    }
  }

  @Test
  void wrongConfigurationIsReportedAndLeftAlone() {
    // Given
    try (Supervisor supervisor = new Supervisor(AT_ONCE, InstantSource.system());
        Subject subject = new Subject("78")) {

      // When
      supervisor.watch(subject);

      // Then
      await()
          .untilAsserted(() ->
              assertThat(supervisor.deaths())
                  .extracting(Death::sentence)
                  .containsExactly(
                      "subject ended with exit status 78: its configuration is wrong, a restart cannot help"));
      assertThat(subject.successors).isEmpty();
    }
  }

  @Test
  void processThatWasStoppedOnPurposeIsNoDeath() throws Exception {
    // Given
    Subject subject = new Subject("sleep");
    try (Supervisor supervisor = new Supervisor(AT_ONCE, InstantSource.system())) {
      supervisor.watch(subject);

      // When
      subject.close();
      subject.process().awaitExit();

      // Then
      assertThat(supervisor.deaths()).isEmpty();
      assertThat(subject.successors).isEmpty();
    }
  }

  /// A child JVM that says a word, then sleeps or ends with a status.
  private final class Subject implements Restartable, AutoCloseable {
    private final String behaviour;
    private final BlockingQueue<ChildProcess> successors = new LinkedBlockingQueue<>();
    private volatile ChildProcess process;
    private volatile boolean wanted = true;

    Subject(String behaviour) {
      this.behaviour = behaviour;
      this.process = launch();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !process.isAlive() || process.log().toFile().length() > 0);
    }

    @Override
    public ChildProcess process() {
      return process;
    }

    @Override
    public void restart() {
      process = launch();
      successors.add(process);
    }

    @Override
    public boolean wanted() {
      return wanted;
    }

    @Override
    public void close() {
      wanted = false;
      process.kill();
    }

    private ChildProcess launch() {
      JavaCommand command =
          JavaCommand.mainClass(
              "32m",
              System.getProperty("java.class.path"),
              SleepyMain.class.getName(),
              List.of(behaviour));
      return ChildProcess.start("subject", command, folder.resolve("subject.log"));
    }
  }

  /// What the child runs.
  static final class SleepyMain {
    private SleepyMain() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("I am a child");
      if (arguments[0].equals("sleep")) {
        Thread.currentThread().join();
      }
      System.exit(Integer.parseInt(arguments[0]));
    }
  }
}
