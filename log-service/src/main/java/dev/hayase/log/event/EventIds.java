package dev.hayase.log.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Ids for the events of one request that bring none. A request that is sent again gets the same
/// ones, and two equal events in one request get different ones. Not thread-safe.
public final class EventIds {
  private static final int BYTES = 18;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final MessageDigest digest;
  private final byte[] prefix;
  private final Map<String, Integer> given = new HashMap<>();

  public EventIds(Delivery delivery) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    prefix =
        (delivery.sender() + '\0' + delivery.idempotencyKey().orElse("") + '\0').getBytes(UTF_8);
  }

  /// The id of the next event.
  public String derive(Offered event) {
    String content = digest(event, 0);
    int before = given.merge(content, 1, Integer::sum) - 1;
    return before == 0 ? content : digest(event, before);
  }

  private String digest(Offered event, int before) {
    digest.update(prefix);
    digest.update((event.stream() + '\0' + before + '\0').getBytes(UTF_8));
    Document document = event.document();
    digest.update(document.array(), document.offset(), document.length());
    byte[] all = digest.digest();
    return TEXT.encodeToString(Arrays.copyOf(all, BYTES));
  }
}
