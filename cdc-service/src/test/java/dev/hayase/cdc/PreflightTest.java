package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.source.Finding;
import dev.hayase.cdc.source.Finding.Severity;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A look before the capture names what is wrong, with what helps.
class PreflightTest {

  @Test
  void aPostgresThatLacksSomethingIsToldWhat() {
    try (School school = Lab.school()) {
      // Given
      String role = "pupil_" + school.name();
      school.sql(
          "CREATE ROLE %s LOGIN PASSWORD 'p'".formatted(role),
          "CREATE TABLE steps (id int PRIMARY KEY)",
          "CREATE TABLE stairs (id int)");
      school.role(role, "p");

      // When
      List<Finding> found = findings(school.pipelineFile(), school.name());

      // Then
      assertThat(found)
          .anySatisfy(each -> {
            assertThat(each.severity()).isEqualTo(Severity.ERROR);
            assertThat(each.remedy()).contains("ALTER ROLE \"%s\" REPLICATION".formatted(role));
          })
          .anySatisfy(each -> {
            assertThat(each.subject()).isEqualTo("max_slot_wal_keep_size");
            assertThat(each.severity()).isEqualTo(Severity.WARNING);
            assertThat(each.remedy()).contains("ALTER SYSTEM SET max_slot_wal_keep_size");
          });
      school.sql(
          "ALTER ROLE %s REPLICATION".formatted(role), "GRANT SELECT ON steps, stairs TO " + role);
      List<Finding> mended = findings(school.pipelineFile(), school.name());
      assertThat(mended).noneMatch(each -> each.severity() == Severity.ERROR);
      assertThat(mended)
          .anyMatch(each ->
              each.subject().endsWith(".public.stairs")
                  && each.remedy().contains("REPLICA IDENTITY"));
      school.role(role, "wrong");
      assertThat(findings(school.pipelineFile(), school.name()))
          .singleElement()
          .satisfies(each -> assertThat(each.subject()).isEqualTo("login-refused"));
    }
  }

  @Test
  void aMariaDbIsLookedAtToo() {
    try (Shop shop = Lab.mariadbShop()) {
      shop.sql("CREATE TABLE goods (id int PRIMARY KEY)");
      assertThat(findings(shop.pipelineFile(), shop.name()))
          .noneMatch(each -> each.severity() == Severity.ERROR)
          .extracting(Finding::subject)
          .contains(
              "binlog_expire_logs_seconds", "clock", "%1$s.%1$s.goods".formatted(shop.name()));
    }
  }

  private static List<Finding> findings(Path file, String source) {
    Pipeline pipeline = PipelineFile.read(file);
    return PreflightMain.findings(pipeline, pipeline.source(source).orElseThrow());
  }
}
