package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;

/// A type as the tables write it: `STRING`, `ARRAY<DATE>`.
record Shape(Kind kind, boolean array) {
  static Shape parse(String text) {
    return text.startsWith("ARRAY<")
        ? new Shape(Kind.valueOf(text.substring(6, text.length() - 1)), true)
        : new Shape(Kind.valueOf(text), false);
  }

  boolean matches(Type type) {
    if (array) {
      return type.isArray() && matchesKind(type.asArray().getElementType());
    }
    return matchesKind(type);
  }

  private boolean matchesKind(Type type) {
    return Kind.knows(type) && Kind.of(type) == kind;
  }

  /// What a Java function is given: of an array, the JSON text of its carried elements' texts.
  String carried(String sql) {
    if (!array) {
      return kind.carried(sql);
    }
    String texts = "CAST(" + kind.carried("_e") + " AS VARCHAR)";
    return "CAST(to_json(list_transform(" + sql + ", lambda _e: " + texts + ")) AS VARCHAR)";
  }

  String back(String sql) {
    if (!array) {
      return kind.back(sql);
    }
    String carrier =
        switch (kind.carrier()) {
          case BOOLEAN -> "BOOLEAN";
          case BIGINT -> "BIGINT";
          case DOUBLE -> "DOUBLE";
          default -> "VARCHAR";
        };
    String elements = "CAST(CAST(CAST(" + sql + " AS JSON) AS VARCHAR[]) AS " + carrier + "[])";
    return kind.back("_e").equals("_e")
        ? elements
        : "list_transform(" + elements + ", lambda _e: " + kind.back("_e") + ")";
  }
}
