package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import java.util.Comparator;
import java.util.List;

/// The order in which both sides are asked for their rows: that of the values; of text, that of its
/// code points. NULL comes first.
enum KeyOrder implements Comparator<List<Value>> {
  ORDER;

  @Override
  public int compare(List<Value> a, List<Value> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Value a, Value b) {
    if (a instanceof Value.Absent || b instanceof Value.Absent) {
      return Boolean.compare(b instanceof Value.Absent, a instanceof Value.Absent);
    } else if (a instanceof Value.Exact(var x) && b instanceof Value.Exact(var y)) {
      return x.compareTo(y);
    } else if (a instanceof Value.Text(var x) && b instanceof Value.Text(var y)) {
      return compareCodePoints(x, y);
    } else if (a instanceof Value.Truth(var x) && b instanceof Value.Truth(var y)) {
      return Boolean.compare(x, y);
    } else if (a instanceof Value.Floating(var x) && b instanceof Value.Floating(var y)) {
      return Double.compare(x, y);
    } else if (a instanceof Value.Bytes(var x) && b instanceof Value.Bytes(var y)) {
      return x.compareTo(y);
    } else if (a instanceof Value.Day(var x) && b instanceof Value.Day(var y)) {
      return x.compareTo(y);
    } else if (a instanceof Value.Clock(var x) && b instanceof Value.Clock(var y)) {
      return x.compareTo(y);
    } else if (a instanceof Value.Moment(var x) && b instanceof Value.Moment(var y)) {
      return x.compareTo(y);
    } else if (a instanceof Value.Point(var x) && b instanceof Value.Point(var y)) {
      return x.compareTo(y);
    }
    return compareCodePoints(a.toString(), b.toString());
  }

  private static int compareCodePoints(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(i);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += Character.charCount(x);
    }
    return Integer.compare(a.length(), b.length());
  }
}
