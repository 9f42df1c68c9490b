package dev.hayase.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A page that names a path which is gone sends a newcomer astray; see ARCHITECTURE.md.
class DocumentedPathsTest {
  private static final Path HOME =
      Path.of(System.getProperty("hayase.home", "..")).toAbsolutePath().normalize();

  /// `path` in backticks, alone or within a command, and `[text](path)`.
  private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`|]\\(([^)\\s#]+)[^)]*\\)");

  private static final Pattern PATH =
      Pattern.compile("(\\./)?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?");
  private static final Pattern SOURCE_FILE =
      Pattern.compile(".*/[^/]+\\.(java|md|xml|ya?ml|sh|config|properties|csv)");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(HOME, 3)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(Predicate.not(file -> file.toString().contains("/target/")))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPathOnThePageExists(Path page) throws IOException {
    // Given
    String text = Files.readString(page);

    // When
    Set<String> missing = missing(text, List.of(HOME, Objects.requireNonNull(page.getParent())));

    // Then
    assertThat(missing).as("paths on %s that do not exist", HOME.relativize(page)).isEmpty();
  }

  @Test
  void theThreePagesThatANewcomerReadsAreThere() throws IOException {
    // When
    List<Path> pages = pages().toList();

    // Then
    assertThat(pages)
        .contains(
            HOME.resolve("README.md"),
            HOME.resolve("ARCHITECTURE.md"),
            HOME.resolve("CONTRIBUTING.md"));
  }

  @Test
  void aPathThatIsGoneIsFound() {
    // Given
    String page =
        "`pipeline/pom.xml` `pipeline/gone.xml` `ops/gone/` [here](GONE.md) [there](https://example.com/a.md)"
            + " `epoch/ordinal` `/actuator/health` `<topic>.dlt`";

    // When
    Set<String> missing = missing(page, List.of(HOME));

    // Then
    assertThat(missing).containsExactly("GONE.md", "ops/gone/", "pipeline/gone.xml");
  }

  private static Set<String> missing(String page, List<Path> folders) {
    var missing = new TreeSet<String>();
    QUOTED
        .matcher(page)
        .results()
        .forEach(found -> {
          String code = found.group(1);
          boolean link = code == null;
          for (String word : (link ? found.group(2) : code).split(" ", -1)) {
            if ((link ? !word.contains("://") : namesAPath(word))
                && folders.stream().noneMatch(folder -> Files.exists(folder.resolve(word)))) {
              missing.add(word);
            }
          }
        });
    return missing;
  }

  /// A word with a slash that ends like a file of ours or begins like a folder of ours; others are
  /// `epoch/ordinal`, types, addresses or what a build makes.
  private static boolean namesAPath(String word) {
    if (!PATH.matcher(word).matches() || !word.contains("/")) {
      return false;
    }
    String first = word.substring(0, word.indexOf('/'));
    return SOURCE_FILE.matcher(word).matches()
        || (!Set.of(".", "target").contains(first) && Files.isDirectory(HOME.resolve(first)));
  }
}
