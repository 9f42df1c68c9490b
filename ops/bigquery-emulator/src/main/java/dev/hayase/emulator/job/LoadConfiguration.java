package dev.hayase.emulator.job;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.load.CsvOptions;
import dev.hayase.emulator.load.LoadFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// `configuration.load`, read
/// (https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobconfigurationload).
///
/// @param ignoreUnknown whether values without a column are dropped
/// @param maxBad how many bad records may be left out
public record LoadConfiguration(
    Destination.Wanted wanted,
    LoadFormat format,
    Optional<TableSchema> schema,
    boolean autodetect,
    boolean ignoreUnknown,
    long maxBad) {

  /// @throws BigQueryException for files that are somewhere else
  public static void requireUpload(Members load) {
    for (String uri : load.texts("sourceUris")) {
      throw BigQueryException.unimplemented(
          "Loading from " + uri + ": only uploads are read, which");
    }
    if (load.has("hivePartitioningOptions")) {
      throw BigQueryException.unimplemented("bigquery.jobs.insert with hivePartitioningOptions");
    }
  }

  /// @throws BigQueryException for what BigQuery refuses, and for what is not read here
  public static LoadConfiguration of(Members load, String project) {
    Optional<TableSchema> schema =
        load.object("schema")
            .filter(json -> json.has("fields"))
            .map(json -> TableSchema.parse(json.json()));
    return new LoadConfiguration(
        Destination.Wanted.of(load, load.table("destinationTable", project), "WRITE_APPEND"),
        format(load),
        schema,
        load.flag("autodetect"),
        load.flag("ignoreUnknownValues"),
        load.number("maxBadRecords").orElse(0));
  }

  private static LoadFormat format(Members load) {
    String format = load.text("sourceFormat").orElse("CSV").toUpperCase(Locale.ROOT);
    return switch (format.isEmpty() ? "CSV" : format) {
      case "CSV" -> new LoadFormat.Csv(csv(load), skip(load));
      case "NEWLINE_DELIMITED_JSON", "JSON" -> new LoadFormat.Json();
      case "AVRO", "ORC", "DATASTORE_BACKUP" ->
          throw BigQueryException.unimplemented("bigquery.jobs.insert with sourceFormat " + format);
      default ->
          throw BigQueryException.invalid(
              "Invalid value for sourceFormat: " + format + " is not a valid value");
    };
  }

  private static OptionalInt skip(Members load) {
    return load.number("skipLeadingRows").isPresent()
        ? OptionalInt.of(
            (int) Math.min(Integer.MAX_VALUE, load.number("skipLeadingRows").getAsLong()))
        : OptionalInt.empty();
  }

  private static CsvOptions csv(Members load) {
    Charset charset = charset(load.text("encoding").orElse("UTF-8"));
    String delimiter = load.text("fieldDelimiter").filter(text -> !text.isEmpty()).orElse(",");
    String quote = load.text("quote").orElse("\"");
    Set<String> nulls = new LinkedHashSet<>(load.texts("nullMarkers"));
    load.text("nullMarker").ifPresent(nulls::add);
    return new CsvOptions(
        one("fieldDelimiter", named(delimiter), charset),
        quote.isEmpty() ? 0 : one("quote", quote, charset),
        load.flag("allowQuotedNewlines"),
        load.flag("allowJaggedRows"),
        nulls.isEmpty() ? Set.of("") : nulls,
        charset);
  }

  private static String named(String delimiter) {
    return switch (delimiter.toLowerCase(Locale.ROOT)) {
      case "tab", "\\t" -> "\t";
      default -> delimiter;
    };
  }

  private static byte one(String member, String text, Charset charset) {
    byte[] bytes = text.getBytes(charset);
    if (bytes.length != 1) {
      throw BigQueryException.unimplemented(
          "bigquery.jobs.insert with a " + member + " of more than one byte: " + text);
    }
    return bytes[0];
  }

  private static Charset charset(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8", "" -> StandardCharsets.UTF_8;
      case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
      case "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE" ->
          throw BigQueryException.unimplemented("bigquery.jobs.insert with encoding " + name);
      default ->
          throw BigQueryException.invalid(
              "Invalid value for encoding: " + name + " is not supported");
    };
  }
}
