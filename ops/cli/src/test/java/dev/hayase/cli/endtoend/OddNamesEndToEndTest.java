package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.verify.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OnePlatform.class)
class OddNamesEndToEndTest {
  static Stream<String> names() {
    return Tables.ODD.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void tableArrivesWhateverItIsCalled(String name, WholePlatform whole) throws Exception {
    // Given
    String table = Tables.quoted(name);
    whole.execute(
        "INSERT INTO %s VALUES (1, 'a', 'b', 'c', 'd', 1.5, 'e'), (2, '', '', '', '', 0, ''), (3, 'x', 'y', 'z', 'w', 2, 'v')"
            .formatted(table));

    // When
    whole.execute(
        "UPDATE %s SET \"größe\" = 9.9, \"group\" = 'changed' WHERE \"from\" = 1".formatted(table),
        "UPDATE %s SET \"Two Words\" = 'moved' WHERE \"from\" = 2".formatted(table),
        "DELETE FROM %s WHERE \"from\" = 3".formatted(table));

    // Then
    assertThat(whole.verify(name)).isEqualTo(new Verdict.Equal(2));
  }
}
