package dev.hayase.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// docker-compose.yml as Docker would read it with an empty environment. Refuses keys that the
/// Compose Specification does not have, or that nobody here has looked at yet.
record ComposeFile(Map<String, ComposeService> services) {
  private static final Set<String> TOP_KEYS = Set.of("name", "services");
  private static final Set<String> SERVICE_KEYS =
      Set.of(
          "build",
          "command",
          "depends_on",
          "environment",
          "healthcheck",
          "hostname",
          "image",
          "platform",
          "ports",
          "restart",
          "stop_grace_period",
          "tty",
          "volumes");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

  static ComposeFile read(Path file) throws IOException {
    Map<?, ?> root =
        map(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
    assertThat(TOP_KEYS).containsAll(strings(root.keySet()));
    var services = new LinkedHashMap<String, ComposeService>();
    map(root.get("services"))
        .forEach((name, service) -> services.put(text(name), service(text(name), map(service))));
    return new ComposeFile(services);
  }

  ComposeService service(String name) {
    assertThat(services).containsKey(name);
    return Objects.requireNonNull(services.get(name));
  }

  private static ComposeService service(String name, Map<?, ?> keys) {
    assertThat(SERVICE_KEYS).as("keys of " + name).containsAll(strings(keys.keySet()));
    Map<?, ?> build = mapOrEmpty(keys.get("build"));
    assertThat(Set.of("context", "target")).containsAll(strings(build.keySet()));
    var environment = new LinkedHashMap<String, String>();
    mapOrEmpty(keys.get("environment"))
        .forEach((key, value) -> environment.put(text(key), interpolated(text(value))));
    var dependsOn = new LinkedHashMap<String, String>();
    mapOrEmpty(keys.get("depends_on"))
        .forEach((key, value) -> dependsOn.put(text(key), text(map(value).get("condition"))));
    return new ComposeService(
        name,
        Optional.ofNullable(keys.get("image")).map(ComposeFile::text),
        Optional.ofNullable(build.get("target")).map(ComposeFile::text),
        listOrEmpty(keys.get("command")),
        environment,
        listOrEmpty(keys.get("ports")),
        listOrEmpty(keys.get("volumes")),
        dependsOn,
        Optional.ofNullable(keys.get("healthcheck")).map(ComposeFile::healthcheck));
  }

  private static ComposeService.Healthcheck healthcheck(Object keys) {
    Map<?, ?> healthcheck = map(keys);
    assertThat(strings(healthcheck.keySet()))
        .containsExactlyInAnyOrder("test", "interval", "timeout", "retries");
    assertThat(List.of(text(healthcheck.get("interval")), text(healthcheck.get("timeout"))))
        .allMatch(duration -> duration.matches("[0-9]+s"));
    return new ComposeService.Healthcheck(
        listOrEmpty(healthcheck.get("test")), Integer.parseInt(text(healthcheck.get("retries"))));
  }

  private static String interpolated(String value) {
    String text = VARIABLE.matcher(value).replaceAll("$1");
    assertThat(text).as("a variable without a default needs an environment").doesNotContain("${");
    return text;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static Map<?, ?> mapOrEmpty(@Nullable Object value) {
    return value == null ? Map.of() : map(value);
  }

  private static List<String> listOrEmpty(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    assertThat(value).isInstanceOf(List.class);
    return strings((List<?>) value);
  }

  private static List<String> strings(Iterable<?> values) {
    var strings = new ArrayList<String>();
    values.forEach(value -> strings.add(text(value)));
    return strings;
  }

  /// Compose wants text or numbers here; a map or a list would be a mistake.
  private static String text(@Nullable Object value) {
    assertThat(value).isInstanceOfAny(String.class, Integer.class, Boolean.class);
    return String.valueOf(value);
  }
}
