package dev.hayase.log.http.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.log.http.RequestRefusedException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirehoseRequestTest {
  private static final byte[] DELIVERY =
      """
      {"requestId":"r1","timestamp":1578090901599,"records":[{"data":"eyJhIjoxfQ=="},{"data":"e30="}]}\
      """
          .getBytes(UTF_8);

  /// Whatever comes, it is a delivery or a refusal of ours.
  @Test
  void damagedDeliveriesAreReadOrRefused() {
    // Given
    Random random = new Random(7);
    int refused = 0;

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = DELIVERY.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(damaged.length) : damaged.length;

      // When
      try {
        FirehoseRequest.read(damaged, length);
      } catch (RequestRefusedException _) {
        refused++;
      }
    }

    // Then
    assertThat(refused).isBetween(1, 20_000);
    assertThat(FirehoseRequest.read(DELIVERY, DELIVERY.length).records()).hasSize(2);
  }
}
