package dev.hayase.cdc;

import dev.hayase.cdc.micrometer.CaptureMeters;
import dev.hayase.frame.process.ParentWatch;
import dev.hayase.frame.process.ServiceStart;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.Source;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/// The cdc-service: reads the pipeline file, and captures every source in it.
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(CdcProperties.class)
public class CdcApplication {
  /// Entry point.
  public static void main(String[] arguments) {
    ServiceStart.run(CdcApplication.class, arguments);
  }

  @Bean
  Pipeline pipeline(CdcProperties properties) {
    return PipelineFile.read(properties.pipeline());
  }

  @Bean
  Captures captures(Pipeline pipeline, CdcProperties properties, MeterRegistry registry) {
    CaptureMeters meters = new CaptureMeters(registry);
    Map<String, SourceStatus> statuses = new LinkedHashMap<>();
    Map<String, Source> sources = new LinkedHashMap<>();
    for (Source source : pipeline.sources()) {
      sources.put(source.name(), source);
      SourceStatus status = new SourceStatus(source.name(), meters);
      statuses.put(source.name(), status);
      meters.follow(source.name(), () -> status.view().outlook());
    }
    return new Captures(
        pipeline.kafka(),
        statuses,
        status ->
            SourceCapture.of(
                pipeline,
                Objects.requireNonNull(sources.get(status.source())),
                properties.cdc(),
                status,
                InstantSource.system()));
  }

  @Bean
  CaptureEndpoint captureEndpoint(Captures captures) {
    return new CaptureEndpoint(captures, InstantSource.system());
  }

  @Bean("hayase.cdc")
  CompositeHealthContributor sourcesHealth(Captures captures) {
    Map<String, HealthContributor> sources = new LinkedHashMap<>();
    captures
        .statuses()
        .forEach(status -> sources.put(status.view().source(), new SourceHealth(status)));
    return CompositeHealthContributor.fromMap(sources);
  }

  @Bean
  ParentWatch parentWatch(CdcProperties properties) {
    return new ParentWatch(properties.parentPid());
  }
}
