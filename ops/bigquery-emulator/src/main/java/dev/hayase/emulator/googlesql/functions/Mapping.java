package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A row of a table of functions: a GoogleSQL function with one list of parameters, and what
/// computes it.
record Mapping(
    String name, List<Parameter> parameters, Writer writer, List<JavaFunction> registered) {
  private static final AtomicInteger LAST = new AtomicInteger();

  /// From a call to DuckDB's SQL.
  @FunctionalInterface
  interface Writer {
    String sql(Call call);
  }

  boolean accepts(List<Type> types) {
    return Parameter.accept(parameters, types);
  }

  /// @param template DuckDB's SQL with `{0}`, `{1}`... for the arguments, `{*}` for all with commas
  static Mapping duck(String name, String parameters, String template) {
    return new Mapping(
        name, Parameter.list(parameters), call -> template(call, template), List.of());
  }

  /// For what a template cannot say. The writer sees to SAFE itself, or its SQL has no errors.
  static Mapping written(String name, String parameters, Writer writer) {
    return new Mapping(name, Parameter.list(parameters), writer, List.of());
  }

  /// A Java function; of optional parameters it is given those that the call has.
  static Mapping java(String name, String parameters, String result, JavaFunction.Body body) {
    List<Parameter> all = Parameter.list(parameters);
    long required = all.stream().filter(parameter -> !parameter.optional()).count();
    String id = "gsql_" + name.replaceAll("[^a-z0-9]", "") + "_" + LAST.incrementAndGet();
    List<JavaFunction> functions = new ArrayList<>();
    for (int count = (int) required; count <= all.size(); count++) {
      functions.add(
          new JavaFunction(id + "_" + count, all.subList(0, count), Shape.parse(result), body));
    }
    return new Mapping(
        name,
        all,
        call -> functions.get(call.size() - (int) required).sql(call.sqls(), call.safe()),
        functions);
  }

  static UnsupportedExpressionException unsupported(String what) {
    return new UnsupportedExpressionException(what);
  }

  private static String template(Call call, String template) {
    boolean twice =
        call.size() > 0
            && IntStream.range(0, call.size()).anyMatch(i -> count(template, "{" + i + "}") > 1);
    if (!twice && !call.safe()) {
      return filled(template, call.sqls());
    }
    return Let.be(
        call.arguments(),
        names -> call.safe() ? "TRY(" + filled(template, names) + ")" : filled(template, names));
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  /// Fills in one pass: an argument's own braces are not looked at.
  private static String filled(String template, List<String> arguments) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      int end = c == '{' ? template.indexOf('}', i) : -1;
      String hole = end < 0 ? "" : template.substring(i + 1, end);
      if (hole.equals("*")) {
        sql.append(String.join(", ", arguments));
        i = end;
      } else if (!hole.isEmpty() && hole.chars().allMatch(Character::isDigit)) {
        sql.append(arguments.get(Integer.parseInt(hole)));
        i = end;
      } else {
        sql.append(c);
      }
    }
    return sql.toString();
  }
}
