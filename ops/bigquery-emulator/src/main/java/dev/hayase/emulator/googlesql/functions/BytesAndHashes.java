package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.Arguments;
import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Hashes;
import dev.hayase.emulator.googlesql.value.Latin;
import dev.hayase.emulator.googlesql.value.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Functions of BYTES, their text forms, and hashes.
final class BytesAndHashes {
  private static final List<Mapping> BYTES =
      List.of(
          duck("length", "BYTES", "octet_length({0})"),
          duck("byte_length", "BYTES", "octet_length({0})"),
          latin(
              "substr",
              "BYTES, INT64, INT64?",
              a -> Texts.substr(text(a, 0), a.whole(1), a.whole(2, Long.MAX_VALUE))),
          latin("left", "BYTES, INT64", a -> Texts.left(text(a, 0), a.whole(1))),
          latin("right", "BYTES, INT64", a -> Texts.right(text(a, 0), a.whole(1))),
          latin(
              "lpad",
              "BYTES, INT64, BYTES?",
              a -> Texts.pad(text(a, 0), a.whole(1), a.size() > 2 ? text(a, 2) : " ", true)),
          latin(
              "rpad",
              "BYTES, INT64, BYTES?",
              a -> Texts.pad(text(a, 0), a.whole(1), a.size() > 2 ? text(a, 2) : " ", false)),
          latin("repeat", "BYTES, INT64", a -> Texts.repeat(text(a, 0), a.whole(1))),
          latin("reverse", "BYTES", a -> Texts.reverse(text(a, 0))),
          latin("trim", "BYTES, BYTES", a -> Texts.trim(text(a, 0), text(a, 1), true, true)),
          latin("ltrim", "BYTES, BYTES", a -> Texts.trim(text(a, 0), text(a, 1), true, false)),
          latin("rtrim", "BYTES, BYTES", a -> Texts.trim(text(a, 0), text(a, 1), false, true)),
          latin(
              "replace",
              "BYTES, BYTES, BYTES",
              a -> Texts.replace(text(a, 0), text(a, 1), text(a, 2))),
          latin(
              "translate",
              "BYTES, BYTES, BYTES",
              a -> Texts.translate(text(a, 0), text(a, 1), text(a, 2))),
          latin("upper", "BYTES", a -> ascii(text(a, 0), c -> c >= 'a' && c <= 'z' ? c - 32 : c)),
          latin("lower", "BYTES", a -> ascii(text(a, 0), c -> c >= 'A' && c <= 'Z' ? c + 32 : c)),
          java("starts_with", "BYTES, BYTES", "BOOL", a -> text(a, 0).startsWith(text(a, 1))),
          java("ends_with", "BYTES, BYTES", "BOOL", a -> text(a, 0).endsWith(text(a, 1))),
          java("strpos", "BYTES, BYTES", "INT64", a -> text(a, 0).indexOf(text(a, 1)) + 1L),
          java(
              "instr",
              "BYTES, BYTES, INT64?, INT64?",
              "INT64",
              a -> Texts.instr(text(a, 0), text(a, 1), a.whole(2, 1), a.whole(3, 1))),
          java(
              "split",
              "BYTES, BYTES",
              "ARRAY<BYTES>",
              a -> Texts.split(text(a, 0), text(a, 1)).stream().map(Latin::bytes).toList()),
          java(
              "to_code_points",
              "BYTES",
              "ARRAY<INT64>",
              a -> text(a, 0).chars().mapToObj(c -> (long) c).toList()),
          java(
              "code_points_to_bytes",
              "ARRAY<INT64>",
              "BYTES",
              a -> a.<Long>list(0).contains(null) ? null : Latin.bytes(bytes(a.list(0)))),
          java(
              "ascii",
              "BYTES",
              "INT64",
              a -> a.bytes(0).length == 0 ? 0L : (long) (a.bytes(0)[0] & 255)));

  private static final List<Mapping> TEXT_FORMS =
      List.of(
          java("to_hex", "BYTES", "STRING", a -> HexFormat.of().formatHex(a.bytes(0))),
          java("from_hex", "STRING", "BYTES", a -> fromHex(a.text(0))),
          java("to_base64", "BYTES", "STRING", a -> Base64.getEncoder().encodeToString(a.bytes(0))),
          java("from_base64", "STRING", "BYTES", a -> fromBase64(a.text(0))),
          java(
              "safe_convert_bytes_to_string",
              "BYTES",
              "STRING",
              a -> new String(a.bytes(0), StandardCharsets.UTF_8)));

  private static final List<Mapping> HASHES =
      Stream.concat(
              Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512")
                  .entrySet()
                  .stream()
                  .flatMap(entry ->
                      hash(
                          entry.getKey(),
                          "BYTES",
                          bytes -> Hashes.digest(entry.getValue(), bytes))),
              hash("farm_fingerprint", "INT64", Hashes::farmFingerprint))
          .toList();

  static final List<Mapping> TABLE =
      Stream.of(
              BYTES,
              TEXT_FORMS,
              HASHES,
              List.of(duck("generate_uuid", "", "CAST(uuid() AS VARCHAR)")))
          .flatMap(List::stream)
          .toList();

  private BytesAndHashes() {}

  private static String text(Arguments arguments, int i) {
    return Latin.text(arguments.bytes(i));
  }

  private static Mapping latin(String name, String parameters, Function<Arguments, String> body) {
    return java(name, parameters, "BYTES", a -> Latin.bytes(body.apply(a)));
  }

  private static Stream<Mapping> hash(
      String name, String result, Function<byte[], Object> function) {
    return Stream.of(
        java(name, "BYTES", result, a -> function.apply(a.bytes(0))),
        java(
            name,
            "STRING",
            result,
            a -> function.apply(a.text(0).getBytes(StandardCharsets.UTF_8))));
  }

  private static String ascii(String text, IntUnaryOperator change) {
    return text.chars()
        .map(change)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String bytes(List<@Nullable Long> points) {
    StringBuilder text = new StringBuilder();
    for (Long point : points) {
      if (Objects.requireNonNull(point) < 0 || point > 255) {
        throw new EvaluationException("Invalid ASCII value " + point);
      }
      text.append((char) (long) point);
    }
    return text.toString();
  }

  private static byte[] fromHex(String text) {
    String even = text.length() % 2 == 0 ? text : "0" + text;
    for (int i = 0; i < even.length(); i++) {
      if (Character.digit(even.charAt(i), 16) < 0 || even.charAt(i) > 127) {
        throw new EvaluationException(
            "Failed to decode invalid hexadecimal string due to character at offset "
                + i
                + ": "
                + text);
      }
    }
    return HexFormat.of().parseHex(even.toLowerCase(Locale.ROOT));
  }

  private static byte[] fromBase64(String text) {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new EvaluationException("Failed to decode invalid base64 string");
    }
  }
}
