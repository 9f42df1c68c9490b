package dev.hayase.emulator.junit;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// What [WithBigQueryEmulator] asks for.
final class EmulatorParameters
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(EmulatorParameters.class);
  private static final Set<Class<?>> KNOWN =
      Set.of(BigQueryEmulator.class, BigQuery.class, BigQueryWriteClient.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    BigQueryEmulator emulator = BigQueryEmulator.inMemory();
    WithBigQueryEmulator wanted =
        context.getRequiredTestClass().getAnnotation(WithBigQueryEmulator.class);
    if (wanted != null) {
      for (String dataset : wanted.datasets()) {
        emulator.withDataset(dataset);
      }
    }
    emulator.beforeAll(context);
    context.getStore(NAMESPACE).put(BigQueryEmulator.class, emulator);
  }

  private static BigQueryEmulator emulator(ExtensionContext context) {
    return Objects.requireNonNull(
        context.getStore(NAMESPACE).get(BigQueryEmulator.class, BigQueryEmulator.class));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    emulator(context).afterEach(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    emulator(context).afterAll(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return KNOWN.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    BigQueryEmulator emulator = emulator(context);
    Class<?> type = parameter.getParameter().getType();
    if (type.equals(BigQuery.class)) {
      return emulator.bigQuery();
    }
    return type.equals(BigQueryWriteClient.class) ? emulator.writeClient() : emulator;
  }
}
