package dev.hayase.local.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One container.
///
/// @param target the Dockerfile's stage that it is built from, unless it is another project's image
/// @param ports as `outside:inside`
/// @param volumes as `path:path:mode`
/// @param dependsOn service to condition
record ComposeService(
    String name,
    Optional<String> image,
    Optional<String> target,
    List<String> command,
    Map<String, String> environment,
    List<String> ports,
    List<String> volumes,
    Map<String, String> dependsOn,
    Optional<Healthcheck> healthcheck) {
  /// How Docker asks whether it works.
  record Healthcheck(List<String> test, int retries) {
    String command() {
      return String.join(" ", test);
    }
  }

  String variable(String key) {
    return environment.getOrDefault(key, "");
  }
}
