package dev.hayase.engine.expression;

import dev.hayase.pipeline.yaml.NearestName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The functions by name. `x.f(y)` is `f(x, y)`.
final class Functions {
  private static final String COALESCE = "coalesce";
  private static final String LEAST = "least";
  private static final String GREATEST = "greatest";
  private static final String SIZE = "size";

  private static final Map<String, List<Signature>> ALL =
      Stream.of(Conversions.ALL, TextFunctions.ALL, NumberFunctions.ALL, TimeFunctions.ALL)
          .flatMap(Collection::stream)
          .collect(Collectors.groupingBy(Signature::name, TreeMap::new, Collectors.toList()));

  private Functions() {}

  /// All names that can be called.
  static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(ALL.keySet());
    names.addAll(List.of(COALESCE, LEAST, GREATEST, SIZE));
    return names;
  }

  /// All that are chosen by the types of their arguments.
  static Stream<Signature> signatures() {
    return ALL.values().stream().flatMap(Collection::stream);
  }

  static Part compile(String name, List<Part> arguments, int offset) {
    if (!arguments.isEmpty()) {
      switch (name) {
        case COALESCE -> {
          return coalesce(arguments, offset);
        }
        case LEAST, GREATEST -> {
          return Comparisons.extreme(arguments, name.equals(GREATEST), offset);
        }
        case SIZE -> {
          return size(arguments, offset);
        }
        default -> {
          // By its signatures, below.
        }
      }
    }
    List<Signature> forms = ALL.get(name);
    if (forms == null) {
      throw new Mistake(
          offset,
          "calls " + name + "(), which is no function",
          NearestName.to(name, names())
              .map(near -> "Did you mean " + near + "()?")
              .orElse("There are " + String.join(", ", names())));
    }
    Signature form = choose(name, forms, arguments, offset);
    List<Part> converted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      converted.add(Coercion.to(arguments.get(i), form.parameters().get(i)));
    }
    ValueType result =
        form.result() == Kind.LIST
            ? ValueType.listOf(ValueType.STRING)
            : ValueType.of(form.result());
    return strict(result, converted, offset, form.body());
  }

  private static Signature choose(
      String name, List<Signature> forms, List<Part> arguments, int offset) {
    Signature best = null;
    int least = Integer.MAX_VALUE;
    for (Signature form : forms) {
      OptionalInt cost = cost(form, arguments);
      if (cost.isPresent() && cost.getAsInt() < least) {
        best = form;
        least = cost.getAsInt();
      }
    }
    if (best == null) {
      String given =
          arguments.stream().map(part -> part.type().toString()).collect(Collectors.joining(", "));
      boolean json = arguments.stream().anyMatch(part -> part.kind() == Kind.JSON);
      throw new Mistake(
          offset,
          "calls " + name + "(" + given + ")",
          "It takes "
              + forms.stream().map(Signature::toString).collect(Collectors.joining(" or "))
              + (json ? "; say what the JSON value is, as with int(...)" : ""));
    }
    return best;
  }

  private static OptionalInt cost(Signature form, List<Part> arguments) {
    if (form.parameters().size() != arguments.size()) {
      return OptionalInt.empty();
    }
    int sum = 0;
    for (int i = 0; i < arguments.size(); i++) {
      OptionalInt cost = Coercion.cost(arguments.get(i), form.parameters().get(i));
      if (cost.isEmpty()) {
        return cost;
      }
      sum += cost.getAsInt();
    }
    return OptionalInt.of(sum);
  }

  /// What is computed of values that are there; NULL when one is not. Of constants it is computed
  /// now.
  static Part strict(ValueType type, List<Part> parts, int offset, Signature.Body body) {
    Node[] nodes = parts.stream().map(Part::node).toArray(Node[]::new);
    Node node =
        frame -> {
          Object[] values = new Object[nodes.length];
          for (int i = 0; i < nodes.length; i++) {
            Object value = nodes[i].evaluate(frame);
            if (value == null) {
              return null;
            }
            values[i] = value;
          }
          return body.apply(values);
        };
    Part part = new Part(type, node, offset, parts.stream().allMatch(Part::constant));
    if (!part.constant()) {
      return part;
    }
    try {
      return part.as(type, value -> value);
    } catch (Failure e) {
      throw new Mistake(offset, "always meets " + e.getMessage(), "Correct it");
    }
  }

  private static Part coalesce(List<Part> arguments, int offset) {
    List<Part> same = Operators.alike(arguments, offset);
    Node[] nodes = same.stream().map(Part::node).toArray(Node[]::new);
    return new Part(
        same.getFirst().type(),
        frame -> {
          for (Node node : nodes) {
            Object value = node.evaluate(frame);
            if (value != null) {
              return value;
            }
          }
          return null;
        },
        offset,
        arguments.stream().allMatch(Part::constant));
  }

  private static Part size(List<Part> arguments, int offset) {
    Part of = arguments.getFirst();
    if (arguments.size() == 1) {
      switch (of.kind()) {
        case LIST -> {
          return of.as(ValueType.INT, value -> (long) ((List<?>) value).size());
        }
        case JSON -> {
          return of.as(ValueType.INT, JsonValue::size);
        }
        case STRING -> {
          return of.as(
              ValueType.INT,
              value -> (long) ((String) value).codePointCount(0, ((String) value).length()));
        }
        case BYTES -> {
          return of.as(ValueType.INT, value -> (long) ((ByteBuffer) value).remaining());
        }
        default -> {
          // Said below.
        }
      }
    }
    throw new Mistake(
        offset, "calls size() of a " + of.type(), "It takes a text, BYTES, a list or JSON");
  }
}
