package dev.hayase.pipeline.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("bootstrap-servers", "partitions", "replication-factor", "port", "tls");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "bootstrap-server, bootstrap-servers",
    "bootstrap_servers, bootstrap-servers",
    "bootstrapServers, bootstrap-servers",
    "BOOTSTRAP-SERVERS, bootstrap-servers",
    "partition, partitions",
    "patritions, partitions",
    "prot, port",
    "tsl, tls",
    "brokers,",
    "acks,",
  })
  void theNameThatWasProbablyMeantIsNear(String written, String meant) {
    // When
    Optional<String> nearest = NearestName.to(written, NAMES);

    // Then
    assertThat(nearest).isEqualTo(Optional.ofNullable(meant));
  }
}
