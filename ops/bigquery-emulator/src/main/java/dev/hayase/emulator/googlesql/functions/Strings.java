package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Texts;
import java.util.List;
import java.util.Locale;

/// Functions of STRING; [BytesAndHashes] has their likes for BYTES, [Patterns] regular expressions.
final class Strings {
  static final List<Mapping> TABLE =
      List.of(
          duck("length", "STRING", "length({0})"),
          duck("char_length", "STRING", "length({0})"),
          duck("byte_length", "STRING", "strlen({0})"),
          duck("starts_with", "STRING, STRING", "starts_with({0}, {1})"),
          duck("ends_with", "STRING, STRING", "ends_with({0}, {1})"),
          duck("strpos", "STRING, STRING", "instr({0}, {1})"),
          java("upper", "STRING", "STRING", a -> a.text(0).toUpperCase(Locale.ROOT)),
          java("lower", "STRING", "STRING", a -> a.text(0).toLowerCase(Locale.ROOT)),
          java(
              "substr",
              "STRING, INT64, INT64?",
              "STRING",
              a -> Texts.substr(a.text(0), a.whole(1), a.whole(2, Long.MAX_VALUE))),
          java("left", "STRING, INT64", "STRING", a -> Texts.left(a.text(0), a.whole(1))),
          java("right", "STRING, INT64", "STRING", a -> Texts.right(a.text(0), a.whole(1))),
          java(
              "lpad",
              "STRING, INT64, STRING?",
              "STRING",
              a -> Texts.pad(a.text(0), a.whole(1), a.text(2, " "), true)),
          java(
              "rpad",
              "STRING, INT64, STRING?",
              "STRING",
              a -> Texts.pad(a.text(0), a.whole(1), a.text(2, " "), false)),
          java("repeat", "STRING, INT64", "STRING", a -> Texts.repeat(a.text(0), a.whole(1))),
          java("reverse", "STRING", "STRING", a -> Texts.reverse(a.text(0))),
          java("trim", "STRING", "STRING", a -> Texts.trim(a.text(0), null, true, true)),
          java("ltrim", "STRING", "STRING", a -> Texts.trim(a.text(0), null, true, false)),
          java("rtrim", "STRING", "STRING", a -> Texts.trim(a.text(0), null, false, true)),
          java(
              "trim",
              "STRING, STRING",
              "STRING",
              a -> Texts.trim(a.text(0), a.text(1), true, true)),
          java(
              "ltrim",
              "STRING, STRING",
              "STRING",
              a -> Texts.trim(a.text(0), a.text(1), true, false)),
          java(
              "rtrim",
              "STRING, STRING",
              "STRING",
              a -> Texts.trim(a.text(0), a.text(1), false, true)),
          java(
              "replace",
              "STRING, STRING, STRING",
              "STRING",
              a -> Texts.replace(a.text(0), a.text(1), a.text(2))),
          java(
              "translate",
              "STRING, STRING, STRING",
              "STRING",
              a -> Texts.translate(a.text(0), a.text(1), a.text(2))),
          java(
              "instr",
              "STRING, STRING, INT64?, INT64?",
              "INT64",
              a -> Texts.instr(a.text(0), a.text(1), a.whole(2, 1), a.whole(3, 1))),
          java(
              "split",
              "STRING, STRING?",
              "ARRAY<STRING>",
              a -> Texts.split(a.text(0), a.text(1, ","))),
          java(
              "initcap",
              "STRING, STRING?",
              "STRING",
              a -> Texts.initcap(a.text(0), a.size() > 1 ? a.text(1) : null)),
          java("soundex", "STRING", "STRING", a -> Texts.soundex(a.text(0))),
          java(
              "normalize",
              "STRING, ENUM?",
              "STRING",
              a -> Texts.normalize(a.text(0), a.text(1, "NFC"), false)),
          java(
              "normalize_and_casefold",
              "STRING, ENUM?",
              "STRING",
              a -> Texts.normalize(a.text(0), a.text(1, "NFC"), true)),
          java(
              "edit_distance",
              "STRING, STRING, INT64~?",
              "INT64",
              a ->
                  Math.min(
                      Texts.distance(a.text(0), a.text(1)),
                      a.size() < 3 || a.isNull(2) ? Long.MAX_VALUE : a.whole(2))),
          java("ascii", "STRING", "INT64", a -> ascii(a.text(0))),
          java(
              "unicode",
              "STRING",
              "INT64",
              a -> a.text(0).isEmpty() ? 0L : (long) a.text(0).codePointAt(0)),
          java("chr", "INT64", "STRING", a -> Texts.chr(a.whole(0))),
          java(
              "to_code_points",
              "STRING",
              "ARRAY<INT64>",
              a -> a.text(0).codePoints().mapToObj(point -> (long) point).toList()),
          java(
              "code_points_to_string",
              "ARRAY<INT64>",
              "STRING",
              a -> a.<Long>list(0).contains(null) ? null : Texts.ofCodePoints(a.list(0))));

  private Strings() {}

  private static long ascii(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.codePointAt(0) > 127) {
      throw new EvaluationException(
          "Argument to ASCII is not a structurally valid ASCII string: '" + text + "'");
    }
    return text.codePointAt(0);
  }
}
