package dev.hayase.aggregation.streams;

import dev.hayase.engine.plan.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders in which Kafka Streams keeps state, one for each build.
final class StateFolders {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolders.class);

  private StateFolders() {}

  /// Deletes those of an aggregation's other builds. What cannot be deleted is tried again later.
  static void keep(Path state, String aggregation, Set<Integer> generations) {
    Set<String> kept =
        generations.stream()
            .map(g -> StageNames.application(aggregation, g))
            .collect(Collectors.toSet());
    String first = StageNames.application(aggregation, 1);
    try (Stream<Path> folders = Files.exists(state) ? Files.list(state) : Stream.empty()) {
      List<Path> others =
          folders
              .filter(folder -> {
                String name = folder.getFileName().toString();
                return (name.equals(first) || name.startsWith(first + ".g"))
                    && !kept.contains(name);
              })
              .toList();
      for (Path other : others) {
        delete(other);
        LOG.atInfo().addKeyValue("folder", other).log("State that nobody needs was deleted");
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("folder", state).setCause(e).log("State cannot be deleted");
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
