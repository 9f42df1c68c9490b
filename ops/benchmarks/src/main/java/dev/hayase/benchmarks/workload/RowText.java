package dev.hayase.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Writes records as JSON. Rows differ in their numbers, not in their length.
final class RowText {
  private static final int ORDER_BYTES = 170;
  private static final int LOG_BYTES = 1024;
  private static final int FIRST_ID = 1_000_000_000;
  private static final String NOTE =
      "delivered to the door, signed for by a neighbour, see the photograph; ".repeat(4);
  private static final String MESSAGE =
      ("could not reach the payment provider after 3 attempts, giving up: \\\"timeout\\\" "
              + "\\n\\tat shop.payment.Gateway.charge(Gateway.java:128)"
              + "\\n\\tat shop.checkout.Order.pay(Order.java:64) · Zürich ")
          .repeat(8);

  private RowText() {}

  /// Writes a record's value.
  @FunctionalInterface
  interface Writer {
    void write(StringBuilder out, long id, long micros);
  }

  static byte[] of(Writer writer, long id, long micros) {
    StringBuilder out = new StringBuilder(LOG_BYTES + 64);
    writer.write(out, FIRST_ID + id, micros);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] key(long id) {
    return ("{\"id\":" + (FIRST_ID + id) + "}").getBytes(StandardCharsets.US_ASCII);
  }

  static void integerTimes(StringBuilder out, long id, long micros) {
    order(out, id);
    out.append(",\"created\":").append(micros).append(",\"updated\":").append(micros + 1_500_000);
    finishOrder(out);
  }

  static void isoTimes(StringBuilder out, long id, long micros) {
    order(out, id);
    out.append(",\"created\":");
    iso(out, micros);
    out.append(",\"updated\":");
    iso(out, micros + 1_500_000);
    finishOrder(out);
  }

  private static void order(StringBuilder out, long id) {
    out.append("{\"id\":").append(id);
    out.append(",\"customer\":\"c-").append(10_000 + id % 80_000).append('"');
    out.append(",\"amount\":").append(100 + id % 900).append('.').append(10 + id % 90);
    out.append(",\"paid\":").append(id % 3 == 0 ? "true " : "false");
  }

  private static void finishOrder(StringBuilder out) {
    out.append(",\"note\":\"");
    out.append(NOTE, 0, ORDER_BYTES - out.length() - 2);
    out.append("\"}");
  }

  static void change(StringBuilder out, long id, long micros) {
    out.append("{\"before\":null,\"after\":{\"id\":").append(id);
    out.append(",\"customer_id\":").append(10_000 + id % 80_000);
    out.append(",\"email\":\"someone.").append(10_000 + id % 80_000).append("@example.com\"");
    out.append(",\"name\":\"Jos\u00e9 Mart\u00ednez\",\"status\":\"shipped\"");
    out.append(",\"amount\":\"").append(100 + id % 900).append('.').append(10 + id % 90);
    out.append("\",\"discount\":0.").append(10 + id % 90);
    out.append(",\"paid\":").append(id % 3 == 0 ? "true " : "false");
    out.append(",\"day\":\"2026-11-").append(10 + id % 20).append('"');
    out.append(",\"created\":");
    iso(out, micros);
    out.append(",\"updated\":");
    iso(out, micros + 1_500_000);
    out.append(",\"street\":\"Bahnhofstrasse ").append(10 + id % 90);
    out.append("\",\"city\":\"Z\u00fcrich\",\"note\":null,\"revision\":").append(1 + id % 9);
    out.append(
        "},\"source\":{\"version\":\"3.5.0.Final\",\"connector\":\"postgresql\",\"name\":\"");
    out.append(Input.CHANGES).append("\",\"ts_ms\":").append(micros / 1000);
    out.append(",\"snapshot\":\"false\",\"db\":\"shop\",\"sequence\":\"[\\\"").append(id);
    out.append("\\\",\\\"").append(id).append("\\\"]\",\"ts_us\":").append(micros);
    out.append(",\"ts_ns\":")
        .append(micros)
        .append("000,\"schema\":\"public\",\"table\":\"orders\"");
    out.append(",\"txId\":").append(id).append(",\"lsn\":").append(id).append(",\"xmin\":null}");
    out.append(",\"transaction\":null,\"op\":\"").append(id % 2 == 0 ? 'c' : 'u');
    out.append("\",\"ts_ms\":").append(micros / 1000).append(",\"ts_us\":").append(micros);
    out.append(",\"ts_ns\":").append(micros).append("000}");
  }

  static void logEvent(StringBuilder out, long id, long micros) {
    out.append("{\"id\":").append(id).append(",\"created\":");
    iso(out, micros);
    out.append(",\"severity\":\"").append(id % 5 == 0 ? "ERROR" : "DEBUG");
    out.append("\",\"service\":\"checkout\",\"host\":\"node-").append(10 + id % 90);
    out.append("\",\"trace\":\"4bf92f3577b34da6a3ce929d").append(id);
    out.append("\",\"path\":\"/api/v1/orders/").append(id);
    out.append("\",\"status\":").append(200 + id % 300);
    out.append(",\"seconds\":0.").append(100 + id % 900).append(",\"message\":\"");
    // Whole repetitions only, so that no escape is cut, and spaces for what is left.
    int repetition = MESSAGE.length() / 8;
    int room = LOG_BYTES - out.length() - 2;
    out.append(MESSAGE, 0, room / (repetition + 2) * repetition);
    out.append("\"}");
  }

  private static void iso(StringBuilder out, long micros) {
    // Always with six digits, which Instant's own text shortens.
    Instant instant = Instant.EPOCH.plus(micros / 1_000_000, ChronoUnit.SECONDS);
    String seconds = instant.toString();
    out.append('"').append(seconds, 0, seconds.length() - 1).append('.');
    long fraction = micros % 1_000_000;
    for (long digit = 100_000; digit > 0; digit /= 10) {
      out.append((char) ('0' + fraction / digit % 10));
    }
    out.append("Z\"");
  }
}
