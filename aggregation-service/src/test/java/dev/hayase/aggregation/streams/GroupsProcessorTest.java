package dev.hayase.aggregation.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.flow.Outgoing;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.aggregation.source.SourceFormat;
import dev.hayase.engine.plan.StageNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsProcessorTest {
  @TempDir private Path folder;

  /// Kafka Streams begins a processor again after a transaction that failed, on the same task, and
  /// does not forget what it had scheduled. Found by the fault suite: two of them gave out the same
  /// numbers.
  @Test
  void whatWasScheduledEndsWithTheProcessorAlsoWhenItIsBegunAgain() {
    // Given
    MockProcessorContext<byte[], Outgoing> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StageNames.GROUPS), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    GroupsProcessor processor =
        new GroupsProcessor(
            new Blueprint(
                Sales.byPlan("revenue", "shop.public.payments"),
                Duration.ofSeconds(1),
                1,
                1,
                9,
                2,
                () -> true,
                _ -> SourceFormat.ofChanges(_ -> Optional.empty()),
                new Progress()));

    // When
    processor.init(context);
    processor.close();
    List<CapturedPunctuator> before = List.copyOf(context.scheduledPunctuators());
    processor.init(context);

    // Then
    assertThat(before).hasSize(1).allMatch(CapturedPunctuator::cancelled);
    assertThat(context.scheduledPunctuators())
        .filteredOn(each -> !each.cancelled())
        .hasSize(1)
        .isNotEqualTo(before);
  }
}
