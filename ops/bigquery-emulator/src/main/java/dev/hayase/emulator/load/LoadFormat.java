package dev.hayase.emulator.load;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.TableSchema;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;

/// The formats that are read here; files may be gzipped.
public sealed interface LoadFormat {
  /// @param skip how many leading records are no rows; empty where the job does not say
  record Csv(CsvOptions options, OptionalInt skip) implements LoadFormat {}

  record Json() implements LoadFormat {}

  /// What a file seems to hold.
  ///
  /// @param schema in REST's form
  /// @param format with what was found out about it
  record Detected(JsonObject schema, LoadFormat format) {}

  default Detected detect(InputStream file) throws IOException {
    InputStream content = unzipped(file);
    return switch (this) {
      case Csv(CsvOptions options, OptionalInt skip) -> {
        CsvDetection found = CsvDetection.of(content, options, skip);
        yield new Detected(found.schema(), new Csv(options, OptionalInt.of(found.skip())));
      }
      case Json json -> new Detected(JsonDetection.schema(content), json);
    };
  }

  /// @param ignoreUnknown whether values without a column are dropped
  /// @param defaults what columns (by lower-case name) become that a record does not have
  /// @param maxBad how many bad records may be left out
  default LoadRows rows(
      InputStream file,
      TableSchema schema,
      boolean ignoreUnknown,
      Map<String, Object> defaults,
      long maxBad,
      BooleanSupplier cancelled)
      throws IOException {
    InputStream content = unzipped(file);
    RecordSource source =
        switch (this) {
          case Csv(CsvOptions options, OptionalInt skip) ->
              new CsvRows(content, options, skip.orElse(0), schema, ignoreUnknown, defaults);
          case Json _ ->
              new JsonLineRows(
                  new JsonLines(content),
                  new JsonRows(schema, ignoreUnknown, JsonRows.Words.LOAD, defaults));
        };
    return new LoadRows(source, maxBad, cancelled);
  }

  private static InputStream unzipped(InputStream file) throws IOException {
    InputStream in = new BufferedInputStream(file, 1 << 16);
    in.mark(2);
    byte[] magic = in.readNBytes(2);
    in.reset();
    boolean gzip = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }
}
