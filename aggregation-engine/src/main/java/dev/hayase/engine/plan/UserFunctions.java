package dev.hayase.engine.plan;

import dev.hayase.engine.group.GroupFunction;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/// Classes of the user's, by their names.
final class UserFunctions {
  private static final String KEY = "java";

  private UserFunctions() {}

  /// One of the class; empty when there is none, which is reported.
  static Optional<GroupFunction> load(String type, Checks checks) {
    try {
      ClassLoader loader =
          Optional.ofNullable(Thread.currentThread().getContextClassLoader())
              .orElse(UserFunctions.class.getClassLoader());
      Object made = Class.forName(type, true, loader).getConstructor().newInstance();
      if (made instanceof GroupFunction function) {
        return Optional.of(function);
      }
      checks.report(
          KEY,
          type,
          "does not implement " + GroupFunction.class.getName(),
          "Implement it, or name a class that does");
    } catch (ClassNotFoundException _) {
      checks.report(
          KEY,
          type,
          "is not on the class path",
          "Put its jar where the aggregation-service and this command find it, or correct the name");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException _) {
      checks.report(
          KEY,
          type,
          "cannot be made",
          "Make the class public and no abstract one, with a public constructor without arguments");
    } catch (InvocationTargetException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      checks.report(KEY, type, "throws " + cause + " when it is made", "Correct its constructor");
    }
    return Optional.empty();
  }
}
