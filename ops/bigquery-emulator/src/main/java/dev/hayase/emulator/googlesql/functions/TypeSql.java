package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import dev.hayase.emulator.catalog.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// DuckDB's types for the analyzer's, as `dev.hayase.emulator.catalog.DataType` has them.
public final class TypeSql {
  private TypeSql() {}

  public static String of(Type type) {
    if (type.isArray()) {
      return of(type.asArray().getElementType()) + "[]";
    }
    if (type.isStruct()) {
      StructType struct = type.asStruct();
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < struct.getFieldCount(); i++) {
        fields.add(fieldNames(struct).get(i) + " " + of(struct.getField(i).getType()));
      }
      return "STRUCT(" + String.join(", ", fields) + ")";
    }
    if (type.isRange()) {
      String bound = of(type.asRange().getElementType());
      return "STRUCT(\"start\" " + bound + ", \"end\" " + bound + ")";
    }
    if (!Kind.knows(type)) {
      throw Mapping.unsupported("Type " + type);
    }
    return Kind.of(type).duckType;
  }

  /// Quoted. A field without a name, or with that of one before it, is `_field_2`.
  public static List<String> fieldNames(StructType struct) {
    Set<String> used = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < struct.getFieldCount(); i++) {
      String name = struct.getField(i).getName();
      boolean taken = name.isEmpty() || !used.add(name.toLowerCase(Locale.ROOT));
      names.add(Identifiers.quoted(taken ? "_field_" + (i + 1) : name));
    }
    return names;
  }

  /// A STRUCT of these values in the order of its fields.
  public static String struct(StructType type, List<String> values) {
    List<String> names = fieldNames(type);
    return IntStream.range(0, values.size())
        .mapToObj(i -> names.get(i) + " := " + values.get(i))
        .collect(Collectors.joining(", ", "struct_pack(", ")"));
  }

  /// @param i from 0
  public static String field(String struct, int i) {
    return "struct_extract_at(" + struct + ", " + (i + 1) + ")";
  }
}
