package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.java;
import static dev.hayase.emulator.googlesql.functions.Mapping.written;

import com.google.zetasql.TypeFactory;
import dev.hayase.emulator.googlesql.value.Literals;
import dev.hayase.emulator.googlesql.value.Printf;
import dev.hayase.emulator.googlesql.value.Regexps;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Regular expressions of STRING (those of BYTES are in no table), and FORMAT.
final class Patterns {
  static final List<Mapping> TABLE =
      List.of(
          java(
              "regexp_contains",
              "STRING, STRING",
              "BOOL",
              a -> Regexps.contains(a.text(0), a.text(1))),
          java(
              "regexp_extract",
              "STRING, STRING, INT64?, INT64?",
              "STRING",
              a -> Regexps.extract(a.text(0), a.text(1), a.whole(2, 1), a.whole(3, 1))),
          java(
              "regexp_extract_all",
              "STRING, STRING",
              "ARRAY<STRING>",
              a -> Regexps.extractAll(a.text(0), a.text(1))),
          java(
              "regexp_instr",
              "STRING, STRING, INT64?, INT64?, INT64?",
              "INT64",
              a ->
                  Regexps.instr(a.text(0), a.text(1), a.whole(2, 1), a.whole(3, 1), a.whole(4, 0))),
          java(
              "regexp_replace",
              "STRING, STRING, STRING",
              "STRING",
              a -> Regexps.replace(a.text(0), a.text(1), a.text(2))),
          java("$format", "STRING, ARRAY<STRING>", "STRING", a -> format(a.text(0), a.list(1))),
          written("format", "STRING, ANY*", Patterns::format));

  private Patterns() {}

  /// The arguments become one list of text, of each its type and its value.
  private static String format(Call call) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i < call.size(); i++) {
      if (call.type(i).isArray() || call.type(i).isStruct()) {
        throw Mapping.unsupported("FORMAT of " + call.type(i));
      }
      texts.add("'" + Kind.of(call.type(i)) + "'");
      texts.add(
          Kind.of(call.type(i)) == Kind.BYTES
              ? "hex(" + call.sql(i) + ")"
              : Casts.toString(call.arguments().get(i)));
    }
    Argument list =
        new Argument(
            "CAST([" + String.join(", ", texts) + "] AS VARCHAR[])",
            TypeFactory.createArrayType(call.type(0)),
            false);
    return Functions.of(
        "$format", call.type(), call.safe(), List.of(call.arguments().getFirst(), list));
  }

  private static @Nullable String format(String format, List<@Nullable String> texts) {
    List<Printf.Value> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += 2) {
      String type = String.valueOf(texts.get(i));
      String text = texts.get(i + 1);
      if (text == null) {
        values.add(new Printf.Value(type, null, "NULL"));
      } else if (type.equals("BYTES")) {
        byte[] bytes = HexFormat.of().parseHex(text);
        values.add(
            new Printf.Value(
                type, Literals.escapedBytes(bytes), "b\"" + Literals.escapedBytes(bytes) + "\""));
      } else {
        values.add(new Printf.Value(type, text, Literals.of(type, text)));
      }
    }
    return Printf.format(format, values);
  }
}
