package dev.hayase.records.row;

import java.nio.charset.StandardCharsets;

/// Reads a decimal that brings its scale along: an object of `scale` and `value`, in either order.
final class VariableScale {
  private static final byte[] SCALE = "scale".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.US_ASCII);

  private final UnscaledDecimal unscaled = new UnscaledDecimal();
  private final JsonCursor again = new JsonCursor();

  UnscaledDecimal read(JsonCursor json) {
    if (json.peek() != '{') {
      throw new Unfit("is no decimal with a scale of its own");
    }
    long scale = Long.MIN_VALUE;
    int from = -1;
    int to = -1;
    json.beginObject();
    while (json.nextField()) {
      if (json.textIs(SCALE)) {
        scale = FormWriter.integer(json);
      } else if (json.textIs(VALUE)) {
        json.peek();
        from = json.position();
        json.skipValue();
        to = json.position();
      } else {
        json.skipValue();
      }
    }
    if (from < 0 || scale < Integer.MIN_VALUE || scale > Integer.MAX_VALUE) {
      throw new Unfit("is a decimal without a scale or a value");
    }
    again.reset(json.document(), from, to);
    unscaled.read(again, (int) scale);
    return unscaled;
  }
}
