package dev.hayase.local.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Dockerfile's instructions by stage.
record DockerStages(Map<String, List<String>> byName) {
  static DockerStages read(Path file) throws IOException {
    String joined = Files.readString(file).replace("\\\n", " ");
    var stages = new LinkedHashMap<String, List<String>>();
    List<String> stage = new ArrayList<>();
    for (String line : joined.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
      if (line.startsWith("FROM ")) {
        stage = new ArrayList<>();
        stages.put(line.substring(line.lastIndexOf(' ') + 1), stage);
      }
      stage.add(line.replaceAll(" +", " ").strip());
    }
    return new DockerStages(stages);
  }

  List<String> of(String stage) {
    return byName.getOrDefault(stage, List.of());
  }

  /// What the stage copies out of the build, as paths of the repository.
  List<Path> copied(String stage) {
    return of(stage).stream()
        .filter(line -> line.startsWith("COPY --from=build /hayase/"))
        .map(line ->
            Path.of(line.substring("COPY --from=build /hayase/".length(), line.lastIndexOf(' '))))
        .toList();
  }

  String entrypoint(String stage) {
    return of(stage).stream().filter(line -> line.startsWith("ENTRYPOINT ")).findFirst().orElse("");
  }
}
