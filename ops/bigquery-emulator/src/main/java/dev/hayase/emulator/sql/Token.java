package dev.hayase.emulator.sql;

/// @param text an identifier's name, a literal's value, a symbol
record Token(Kind kind, String text, int line, int column) {
  enum Kind {
    WORD,
    QUOTED,
    STRING,
    BYTES,
    INTEGER,
    FLOAT,
    NAMED_PARAMETER,
    POSITIONAL_PARAMETER,
    SYMBOL,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  String position() {
    return "[" + line + ":" + column + "]";
  }
}
