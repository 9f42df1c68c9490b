package dev.hayase.benchmarks.faults.workload;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Random;

/// Rows drawn from chance, as the capture writes them: decimals and times are strings.
final class Values {
  private static final String[] WORDS = {
    "alpha",
    "brook",
    "cedar",
    "dune \"quoted\"",
    "ember",
    "früh",
    "glade\nline",
    "日本",
    "\\slash",
    ""
  };
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int DAYS = 20_000;

  private final Random random;

  Values(Random random) {
    this.random = random;
  }

  /// The key's columns of the row with this number.
  static JsonObject key(WorkloadTable table, long number) {
    JsonObject key = new JsonObject();
    for (String column : table.key()) {
      if (column.equals("region")) {
        key.addProperty(column, number % 2 == 0 ? "north" : "south");
      } else {
        key.addProperty(column, number);
      }
    }
    return key;
  }

  /// A row with this key.
  JsonObject row(TableSchema schema, JsonObject key) {
    JsonObject row = new JsonObject();
    for (Column column : schema.columns()) {
      String name = column.name();
      if (key.has(name)) {
        row.add(name, key.get(name));
      } else if (random.nextInt(12) == 0) {
        row.add(name, JsonNull.INSTANCE);
      } else {
        row.add(name, value(column));
      }
    }
    return row;
  }

  private JsonPrimitive value(Column column) {
    return switch (column.type()) {
      case BOOL -> new JsonPrimitive(random.nextBoolean());
      case INT64 -> new JsonPrimitive(random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextLong());
      case FLOAT64 -> new JsonPrimitive(random.nextGaussian() * 1e6);
      case NUMERIC -> text(decimal(28, 9));
      case BIGNUMERIC -> text(decimal(60, 30));
      case STRING, GEOGRAPHY, INTERVAL -> text(words());
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(24)];
        random.nextBytes(bytes);
        yield text(Base64.getEncoder().encodeToString(bytes));
      }
      case DATE -> text(LocalDate.ofEpochDay(random.nextInt(DAYS)).toString());
      case TIME ->
          text(
              ISO_LOCAL_TIME.format(
                  LocalTime.ofNanoOfDay(random.nextLong(MICROS_PER_DAY) * 1_000)));
      case DATETIME -> text(ISO_LOCAL_DATE_TIME.format(dateTime()));
      case TIMESTAMP -> text(dateTime().toInstant(ZoneOffset.UTC).toString());
      case JSON -> text("{\"a\":%d,\"b\":[true,null,\"x\"]}".formatted(random.nextInt(1_000)));
      case STRUCT -> throw new IllegalArgumentException("No table has a STRUCT");
    };
  }

  private static JsonPrimitive text(String text) {
    return new JsonPrimitive(text);
  }

  private String decimal(int bits, int scale) {
    return new BigDecimal(new BigInteger(bits, random), random.nextInt(scale)).toPlainString();
  }

  private LocalDateTime dateTime() {
    Instant instant =
        Instant.ofEpochSecond(random.nextLong(DAYS * 86_400L), random.nextInt(1_000_000) * 1_000L);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private String words() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString();
  }
}
