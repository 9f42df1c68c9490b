package dev.hayase.cli.endtoend;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one [WholePlatform]; it is started for the first and stopped after the last.
final class OnePlatform implements ParameterResolver {
  private static final Namespace HERE = Namespace.create(OnePlatform.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == WholePlatform.class;
  }

  @Override
  public WholePlatform resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .computeIfAbsent(Start.class, _ -> Start.attempt(), Start.class)
        .platform();
  }

  /// The one attempt to start: if it failed, every test fails for its reason at once.
  private record Start(@Nullable WholePlatform started, @Nullable Exception trouble)
      implements AutoCloseable {
    static Start attempt() {
      try {
        return new Start(WholePlatform.start(), null);
      } catch (Exception e) {
        return new Start(null, e);
      }
    }

    WholePlatform platform() {
      if (started == null) {
        throw new IllegalStateException("the platform did not start", trouble);
      }
      return started;
    }

    @Override
    public void close() {
      if (started != null) {
        started.close();
      }
    }
  }
}
