package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest(name = "{0} is {1} and printed as {2}")
  @CsvSource({
    "0B, 0, 0B",
    "1023B, 1023, 1023B",
    "1024 B, 1024, 1KiB",
    "1536KiB, 1572864, 1536KiB",
    "128MiB, 134217728, 128MiB",
    "3GiB, 3221225472, 3GiB",
    "2048GiB, 2199023255552, 2048GiB",
    "1kB, 1000, 1000B",
    "1MB, 1000000, 1000000B",
    "1GB, 1000000000, 1000000000B",
  })
  void aSizeIsReadAndPrintedAsItIsWritten(String text, long bytes, String printed) {
    // When
    ByteSize size = ByteSize.parse(text);

    // Then
    assertThat(size).isEqualTo(new ByteSize(bytes)).hasToString(printed);
  }

  @Test
  void aSizeIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByteSize(-1))
        .withMessageContaining("-1");
  }
}
