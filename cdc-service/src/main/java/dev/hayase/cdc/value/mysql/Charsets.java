package dev.hayase.cdc.value.mysql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What the server's names of character sets are in Java.
public final class Charsets {
  private static final String LATIN1 = "latin1";
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("utf8mb4", "UTF-8"),
          Map.entry("utf8mb3", "UTF-8"),
          Map.entry("utf8", "UTF-8"),
          Map.entry("ascii", "US-ASCII"),
          Map.entry("binary", "ISO-8859-1"),
          Map.entry(LATIN1, "windows-1252"),
          Map.entry("latin2", "ISO-8859-2"),
          Map.entry("latin5", "ISO-8859-9"),
          Map.entry("latin7", "ISO-8859-13"),
          Map.entry("greek", "ISO-8859-7"),
          Map.entry("hebrew", "ISO-8859-8"),
          Map.entry("cp1250", "windows-1250"),
          Map.entry("cp1251", "windows-1251"),
          Map.entry("cp1256", "windows-1256"),
          Map.entry("cp1257", "windows-1257"),
          Map.entry("cp850", "IBM850"),
          Map.entry("cp852", "IBM852"),
          Map.entry("cp866", "IBM866"),
          Map.entry("koi8r", "KOI8-R"),
          Map.entry("koi8u", "KOI8-U"),
          Map.entry("ucs2", "UTF-16BE"),
          Map.entry("utf16", "UTF-16BE"),
          Map.entry("utf16le", "UTF-16LE"),
          Map.entry("utf32", "UTF-32BE"),
          Map.entry("cp932", "windows-31j"),
          Map.entry("sjis", "Shift_JIS"),
          Map.entry("ujis", "EUC-JP"),
          Map.entry("euckr", "EUC-KR"),
          Map.entry("gbk", "GBK"),
          Map.entry("gb2312", "GB2312"),
          Map.entry("gb18030", "GB18030"),
          Map.entry("big5", "Big5"),
          Map.entry("tis620", "TIS-620"));

  private Charsets() {}

  /// Whether texts of that character set can be read from the log.
  public static boolean isKnown(String name) {
    return charset(name).isPresent();
  }

  /// The text that the log's bytes are.
  ///
  /// @param name the server's; empty for its default
  /// @throws IllegalArgumentException when the character set is not known
  static String decode(String name, byte[] bytes) {
    String text =
        new String(
            bytes,
            charset(name)
                .orElseThrow(
                    () -> new IllegalArgumentException("character set '" + name + "' is unknown")));
    return name.equals(LATIN1) && text.indexOf('\uFFFD') >= 0 ? latin1(bytes, text) : text;
  }

  /// The server gives the five bytes that Windows leaves free their own numbers.
  private static String latin1(byte[] bytes, String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < bytes.length; i++) {
      if (out.charAt(i) == '\uFFFD') {
        out.setCharAt(i, (char) (bytes[i] & 0xFF));
      }
    }
    return out.toString();
  }

  private static Optional<Charset> charset(String name) {
    if (name.isEmpty()) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    String java = NAMES.get(name);
    return java == null || !Charset.isSupported(java)
        ? Optional.empty()
        : Optional.of(Charset.forName(java));
  }
}
