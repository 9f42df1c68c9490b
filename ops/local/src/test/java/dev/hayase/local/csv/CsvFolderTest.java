package dev.hayase.local.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.local.sample.Change;
import dev.hayase.local.sample.TableShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFolderTest {
  @TempDir private Path folder;

  @Test
  void firstHalvesAndArrivalsTogetherAreAllRowsOnce() throws IOException {
    // Given
    write("long", 301);
    write("short", 4);
    CsvFolder csv = CsvFolder.read(folder, "data", 7);
    List<String> inserted = new ArrayList<>();
    for (TableShape table : csv.tables()) {
      try (Stream<?> first = csv.firstRows(table)) {
        first.forEach(row -> inserted.add(table.name() + row));
      }
    }
    int loadedUpFront = inserted.size();
    List<Change> updates = new ArrayList<>();

    // When
    csv.transactions()
        .forEachRemaining(transaction -> {
          for (Change change : transaction.changes()) {
            switch (change) {
              case Change.Insert(var table, var row) -> inserted.add(table.name() + row);
              case Change.Update update -> updates.add(update);
              case Change.Delete delete -> throw new AssertionError(delete);
            }
          }
        });

    // Then
    assertThat(loadedUpFront).isEqualTo(151 + 2);
    assertThat(inserted).hasSize(305).doesNotHaveDuplicates();
    assertThat(updates).isNotEmpty();
  }

  @Test
  void folderWithoutFilesIsRefused() {
    assertThatThrownBy(() -> CsvFolder.read(folder, "data", 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder + " holds no *.csv file with a header line");
  }

  private void write(String name, int rows) throws IOException {
    String lines =
        IntStream.range(0, rows).mapToObj(i -> i + ",v" + i).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve(name + ".csv"), "id,value\n" + lines + "\n");
  }
}
