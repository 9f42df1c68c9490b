package dev.hayase.emulator.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// An emulator for the tests of a class, which they take as parameters: [BigQueryEmulator],
/// `BigQuery` or `BigQueryWriteClient`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(EmulatorParameters.class)
public @interface WithBigQueryEmulator {
  /// Datasets that are there before the tests.
  String[] datasets() default {};
}
