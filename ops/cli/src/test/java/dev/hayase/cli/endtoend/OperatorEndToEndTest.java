package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.cli.CommandRun;
import dev.hayase.cli.progress.Http;
import dev.hayase.cli.topics.TopicOffsets;
import dev.hayase.cli.verify.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What an operator types, and what the running loader makes of it.
@ExtendWith(OnePlatform.class)
class OperatorEndToEndTest {
  @TempDir Path folder;

  @Test
  void aTableIsTunedReplayedRedrivenAndItsPositionsRestored(WholePlatform whole) throws Exception {
    // Given
    Shell shell = Shell.of(whole, folder);
    whole.execute(
        "INSERT INTO operated SELECT n, '2026-01-01' FROM generate_series(1, 50) n",
        "DELETE FROM operated WHERE id > 40",
        "INSERT INTO operated VALUES (1000, 'infinity')");
    await()
        .atMost(WholePlatform.PATIENCE)
        .until(() -> shell.run("dead-letters list --topic operated").out().contains("unfit-value"));

    // Then
    tune(whole, shell);
    plan(shell);
    String order = replay(whole, shell);
    redrive(shell);
    undo(whole, shell, order);
    gap(whole, shell);
  }

  private static void tune(WholePlatform whole, Shell shell) throws Exception {
    CommandRun mistyped = shell.run("tune operatde paused=true");
    assertThat(mistyped.status()).isEqualTo(1);
    assertThat(mistyped.err()).contains("Kafka has no topic school.public.operatde");
    assertThat(shell.succeeded("tune operated paused=true --for 1h").out()).contains("paused");
    awaitState(whole, "paused");
    whole.execute("INSERT INTO operated VALUES (60, '2026-01-02')");
    assertThat(shell.succeeded("tune operated --reset").out()).doesNotContain("true");
    awaitState(whole, "loading");
    await()
        .atMost(WholePlatform.PATIENCE)
        .until(() -> whole.query("SELECT id FROM school.operated WHERE id = 60").size() == 1);
  }

  private static void plan(Shell shell) {
    CommandRun plan = shell.succeeded("replay operated --from earliest --plan");
    assertThat(plan.out())
        .contains(
            "Replay of school.public.operated into hayase-local.school.operated (mirror)",
            "total",
            "Downstream:",
            "Nothing was ordered");
    assertThat(shell.succeeded("replay list").out()).doesNotContain("school.public.operated");

    CommandRun tooLate = shell.run("replay operated --from 2999-01-01T00:00Z");
    assertThat(tooLate.status()).isEqualTo(1);
    assertThat(tooLate.err())
        .contains("No record of school.public.operated is as late as", "the newest is of");
  }

  /// @return the order's name
  private static String replay(WholePlatform whole, Shell shell) {
    String order = shell.ordered("replay operated --from earliest");
    assertThat(shell.awaitDone(order).out()).contains("replay of school.public.operated");
    assertThat(shell.succeeded("replay list").out()).contains(order);
    assertEqualButForWhatIsParked(whole);
    return order;
  }

  private static void redrive(Shell shell) {
    CommandRun list = shell.succeeded("dead-letters list --topic operated --where column=point");
    assertThat(list.out()).contains("unfit-value", "point");
    CommandRun shown = shell.succeeded("dead-letters show operated 0 --value");
    assertThat(shown.out()).contains("unfit-value", "point", "infinity");
    CommandRun dry =
        shell.succeeded("dead-letters redrive --topic operated --where column=point --dry-run");
    assertThat(dry.out()).contains("1 letters into", "Nothing was ordered (--dry-run)");
    assertThat(shell.succeeded("dead-letters redrive --topic operated --where column=id").out())
        .contains("there is nothing to redrive");

    // The cause is not fixed: it is parked again, and told once.
    String order = shell.ordered("dead-letters redrive --topic operated");
    shell.awaitDone(order);
    CommandRun again = shell.succeeded("dead-letters list --topic operated");
    assertThat(again.out()).containsPattern("unfit-value +point +1 +0");
  }

  private static void undo(WholePlatform whole, Shell shell, String order) {
    assertThat(shell.succeeded("replay undo " + order).out()).contains("No position is behind");
    whole.platform().loader().stop();
    SortedMap<Integer, Long> before = positions(whole);
    SortedMap<Integer, Long> zero = new TreeMap<>();
    before.keySet().forEach(partition -> zero.put(partition, 0L));
    reset(whole, zero);

    assertThat(shell.succeeded("replay undo " + order).out()).contains("moved back", "Restored");
    SortedMap<Integer, Long> restored = positions(whole);
    whole.platform().resume(whole.platform().loader());
    assertThat(restored.keySet()).isEqualTo(before.keySet());
    restored.forEach((partition, position) ->
        assertThat(position).isPositive().isLessThanOrEqualTo(before.getOrDefault(partition, 0L)));
  }

  private static void gap(WholePlatform whole, Shell shell) throws Exception {
    String topic = whole.compared("operated").topic();
    Map<TopicPartition, RecordsToDelete> old = new HashMap<>();
    positions(whole)
        .forEach((partition, _) ->
            old.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(1)));
    try (Admin admin = Admin.create(whole.pipeline().kafka().clientProperties())) {
      admin.deleteRecords(old).all().get();
    }

    CommandRun refused = shell.run("replay operated --from 30d");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("Gap: partition", "what was older is gone, by retention");
    assertThat(refused.err()).contains("--despite-gaps");
  }

  private static void assertEqualButForWhatIsParked(WholePlatform whole) {
    assertThat(whole.verify("operated"))
        .isInstanceOfSatisfying(
            Verdict.Different.class,
            different -> {
              assertThat(different.equal()).isEqualTo(41);
              assertThat(different.missing()).isEqualTo(1);
              assertThat(different.extra()).isZero();
              assertThat(different.changed()).isZero();
            });
  }

  private static SortedMap<Integer, Long> positions(WholePlatform whole) {
    try (TopicOffsets offsets = offsets(whole)) {
      return offsets.committed();
    }
  }

  /// As `kafka-consumer-groups --reset-offsets` does.
  private static void reset(WholePlatform whole, SortedMap<Integer, Long> positions) {
    try (TopicOffsets offsets = offsets(whole)) {
      await().atMost(WholePlatform.PATIENCE).until(() -> !offsets.loadersRun());
      offsets.commit(positions);
    }
  }

  private static TopicOffsets offsets(WholePlatform whole) {
    return new TopicOffsets(whole.pipeline().kafka(), whole.compared("operated").topic());
  }

  private static void awaitState(WholePlatform whole, String state) {
    Pattern shown =
        Pattern.compile(
            "\\{[^{}]*\"topic\":\"school\\.public\\.operated\"[^{}]*\"state\":\"" + state + "\"");
    Http http = new Http();
    await()
        .atMost(WholePlatform.PATIENCE)
        .until(() ->
            http.get(whole.platform().loader().at("/actuator/loading"))
                .filter(tables -> shown.matcher(tables).find())
                .isPresent());
  }
}
