package dev.hayase.local.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A CSV file in UTF-8 with a header line, fields quoted or not, separated by commas, semicolons or
/// tabs (whichever the header has most of).
record CsvFile(Path path, char separator) {

  static CsvFile of(Path path) {
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String header = lines.readLine();
      return new CsvFile(path, header == null ? ',' : separatorOf(header));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static char separatorOf(String header) {
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /// The file's name without its ending.
  String tableName() {
    String name = String.valueOf(path.getFileName());
    return name.substring(0, name.length() - ".csv".length());
  }

  /// The header's names; those without one are named by their place, and those that came before get
  /// a number.
  List<String> header() {
    try (Stream<CsvRecord> records = records()) {
      List<String> names = new ArrayList<>();
      records
          .findFirst()
          .map(CsvRecord::getFields)
          .orElse(List.of())
          .forEach(field -> {
            String wanted = field.isBlank() ? "column_" + (names.size() + 1) : field.strip();
            String name = wanted;
            for (int n = 2; names.contains(name); n++) {
              name = wanted + "_" + n;
            }
            names.add(name);
          });
      return names;
    }
  }

  /// The rows after the header; a short one is filled up with empty fields. To be closed.
  Stream<List<String>> rows() {
    int width = header().size();
    return records().skip(1).map(fields -> filled(fields.getFields(), width));
  }

  private static List<String> filled(List<String> fields, int width) {
    if (fields.size() == width) {
      return fields;
    }
    List<String> all = new ArrayList<>(fields.subList(0, Math.min(width, fields.size())));
    while (all.size() < width) {
      all.add("");
    }
    return all;
  }

  private Stream<CsvRecord> records() {
    try {
      CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .fieldSeparator(separator)
              .detectBomHeader(true)
              .allowMissingFields(true)
              .ofCsvRecord(path, StandardCharsets.UTF_8);
      return reader.stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
