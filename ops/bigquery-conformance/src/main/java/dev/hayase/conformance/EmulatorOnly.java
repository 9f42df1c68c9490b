package dev.hayase.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/// Needs faults or a clock, which BigQuery has not.
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag("emulator-only")
@DisabledIfEnvironmentVariable(named = UnderTest.PROJECT_VARIABLE, matches = ".+")
public @interface EmulatorOnly {}
