package dev.hayase.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands [Tables] to the tests: one [UnderTest] for the whole suite, ended after it.
public final class Conformance implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(Conformance.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    underTest(context);
  }

  private static UnderTest underTest(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            UnderTest.class,
            _ -> {
              try {
                return UnderTest.start();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            UnderTest.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    underTest(context).emulator().ifPresent(emulator -> emulator.reset());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Tables.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new Tables(underTest(context));
  }
}
