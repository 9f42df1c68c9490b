package dev.hayase.emulator.sql;

import dev.hayase.emulator.catalog.BigQueryException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// GoogleSQL's tokens.
final class Lexer {
  private static final List<String> SYMBOLS =
      List.of("<=", ">=", "<>", "!=", "||", "<<", ">>", "=>");

  private final String sql;
  private int at;
  private int line = 1;
  private int lineStart;

  private Lexer(String sql) {
    this.sql = sql;
  }

  static List<Token> tokens(String sql) {
    Lexer lexer = new Lexer(sql);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.getLast().kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() {
    skipBlanks();
    if (at >= sql.length()) {
      return token(Token.Kind.END, "end of statement", at);
    }
    int start = at;
    char c = sql.charAt(at);
    if (c == '`') {
      at++;
      return token(Token.Kind.QUOTED, quoted("`", false, start), start);
    }
    Token string = string(start);
    if (string != null) {
      return string;
    }
    if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
      return number(start);
    }
    if (Character.isLetter(c) || c == '_') {
      return token(Token.Kind.WORD, word(), start);
    }
    if (c == '@' && (Character.isLetter(peek(1)) || peek(1) == '_')) {
      at++;
      return token(Token.Kind.NAMED_PARAMETER, word(), start);
    }
    if (c == '?') {
      at++;
      return token(Token.Kind.POSITIONAL_PARAMETER, "?", start);
    }
    for (String symbol : SYMBOLS) {
      if (sql.startsWith(symbol, at)) {
        at += symbol.length();
        return token(Token.Kind.SYMBOL, symbol, start);
      }
    }
    at++;
    return token(Token.Kind.SYMBOL, String.valueOf(c), start);
  }

  private void skipBlanks() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#' || sql.startsWith("--", at)) {
        while (at < sql.length() && sql.charAt(at) != '\n') {
          at++;
        }
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
          throw error("Unclosed comment", at);
        }
        for (; at < end + 2; at++) {
          if (sql.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
          }
        }
      } else {
        return;
      }
    }
  }

  private @org.jspecify.annotations.Nullable Token string(int start) {
    int prefix = 0;
    while (prefix < 2 && "rRbB".indexOf(peek(prefix)) >= 0) {
      prefix++;
    }
    char quote = peek(prefix);
    if (quote != '\'' && quote != '"') {
      return null;
    }
    String flags = sql.substring(at, at + prefix).toLowerCase(Locale.ROOT);
    at += prefix;
    String close = String.valueOf(quote);
    if (sql.startsWith(close.repeat(3), at)) {
      close = close.repeat(3);
    }
    at += close.length();
    boolean bytes = flags.contains("b");
    String value = quoted(close, flags.contains("r"), start, bytes);
    return token(bytes ? Token.Kind.BYTES : Token.Kind.STRING, value, start);
  }

  private String quoted(String close, boolean raw, int start) {
    return quoted(close, raw, start, false);
  }

  /// Bytes come back as one character (of Latin-1) each.
  private String quoted(String close, boolean raw, int start, boolean bytes) {
    StringBuilder value = new StringBuilder();
    while (!sql.startsWith(close, at)) {
      if (at >= sql.length() || (close.length() == 1 && sql.charAt(at) == '\n')) {
        throw error(
            "Unclosed " + (close.equals("`") ? "identifier" : "string") + " literal", start);
      }
      char c = sql.charAt(at);
      if (c == '\n') {
        line++;
        lineStart = at + 1;
      }
      if (c == '\\' && raw) {
        value.append(c).append(peek(1));
        at += 2;
      } else if (c == '\\') {
        at++;
        escape(value, bytes, start);
      } else if (bytes) {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        int point = sql.codePointAt(at);
        utf8.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        value.append(utf8.toString(StandardCharsets.ISO_8859_1));
        at += Character.charCount(point);
      } else {
        value.append(c);
        at++;
      }
    }
    at += close.length();
    return value.toString();
  }

  private void escape(StringBuilder value, boolean bytes, int start) {
    char c = peek(0);
    at++;
    switch (c) {
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000b');
      case '\\', '?', '"', '\'', '`' -> value.append(c);
      case 'x', 'X' -> value.appendCodePoint(digits(2, 16, start));
      case 'u', 'U' -> {
        if (bytes) {
          throw error("Illegal escape sequence in bytes literal: \\" + c, start);
        }
        value.appendCodePoint(digits(c == 'u' ? 4 : 8, 16, start));
      }
      case '0', '1', '2', '3' -> {
        at--;
        value.appendCodePoint(digits(3, 8, start));
      }
      default -> throw error("Illegal escape sequence: \\" + c, start);
    }
  }

  private int digits(int count, int radix, int start) {
    try {
      int value = Integer.parseInt(sql.substring(at, at + count), radix);
      at += count;
      if (Character.isValidCodePoint(value)) {
        return value;
      }
    } catch (IndexOutOfBoundsException | NumberFormatException _) {
      // Falls through to the error below.
    }
    throw error("Illegal escape sequence", start);
  }

  private Token number(int start) {
    if (peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
      at += 2;
      while (Character.digit(peek(0), 16) >= 0) {
        at++;
      }
      return token(
          Token.Kind.INTEGER,
          new java.math.BigInteger(sql.substring(start + 2, at), 16).toString(),
          start);
    }
    boolean floating = false;
    while (Character.isDigit(peek(0))) {
      at++;
    }
    if (peek(0) == '.') {
      floating = true;
      at++;
      while (Character.isDigit(peek(0))) {
        at++;
      }
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
      if (Character.isDigit(peek(sign))) {
        floating = true;
        at += sign;
        while (Character.isDigit(peek(0))) {
          at++;
        }
      }
    }
    if (Character.isLetter(peek(0)) || peek(0) == '_') {
      throw error("Missing whitespace between literal and alias", at);
    }
    return token(floating ? Token.Kind.FLOAT : Token.Kind.INTEGER, sql.substring(start, at), start);
  }

  private String word() {
    int start = at;
    while (Character.isLetterOrDigit(peek(0)) || peek(0) == '_') {
      at++;
    }
    return sql.substring(start, at);
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
  }

  private Token token(Token.Kind kind, String text, int start) {
    return new Token(kind, text, line, start - lineStart + 1);
  }

  private BigQueryException error(String what, int start) {
    return BigQueryException.invalidQuery(
        "Syntax error: " + what + " at [" + line + ":" + (start - lineStart + 1) + "]");
  }
}
