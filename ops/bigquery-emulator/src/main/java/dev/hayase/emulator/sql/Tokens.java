package dev.hayase.emulator.sql;

import dev.hayase.emulator.catalog.BigQueryException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A place in the tokens, and what may be asked of it.
final class Tokens {
  private final List<Token> tokens;
  private int at;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  int position() {
    return at;
  }

  /// The last name, if the tokens since `start` are nothing but a path of names.
  @Nullable String pathEndingHere(int start) {
    for (int i = start; i < at; i++) {
      boolean expected =
          (i - start) % 2 == 0 ? tokens.get(i).isName() : tokens.get(i).isSymbol(".");
      if (!expected) {
        return null;
      }
    }
    return tokens.get(at - 1).text();
  }

  boolean isWords(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  /// Takes the words if all of them come next.
  boolean takeWords(String... words) {
    if (!isWords(words)) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      next();
    }
    return true;
  }

  boolean takeSymbol(String symbol) {
    if (!peek().isSymbol(symbol)) {
      return false;
    }
    next();
    return true;
  }

  void requireSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw unexpected("\"" + symbol + "\"");
    }
  }

  void requireWord(String word) {
    if (!takeWords(word)) {
      throw unexpected("keyword " + word.toUpperCase(Locale.ROOT));
    }
  }

  BigQueryException unexpected(String expected) {
    return BigQueryException.invalidQuery(
        "Syntax error: Expected "
            + expected
            + " but got "
            + describe(peek())
            + " at "
            + peek().position());
  }

  BigQueryException unexpected() {
    return BigQueryException.invalidQuery(
        "Syntax error: Unexpected " + describe(peek()) + " at " + peek().position());
  }

  /// Valid GoogleSQL that this emulator does not know.
  static BigQueryException unsupported(String construct, Token where) {
    return BigQueryException.invalidQuery(
        construct + " is not supported by this emulator at " + where.position());
  }

  private static String describe(Token token) {
    return switch (token.kind()) {
      case WORD ->
          (Words.RESERVED.contains(token.text().toUpperCase(Locale.ROOT))
                  ? "keyword "
                  : "identifier ")
              + token.text();
      case QUOTED -> "identifier `" + token.text() + "`";
      case STRING -> "string literal";
      case BYTES -> "bytes literal";
      case INTEGER -> "integer literal \"" + token.text() + "\"";
      case FLOAT -> "floating point literal \"" + token.text() + "\"";
      case NAMED_PARAMETER -> "\"@\"";
      case POSITIONAL_PARAMETER -> "\"?\"";
      case SYMBOL -> "\"" + token.text() + "\"";
      case END -> "end of statement";
    };
  }
}
