package dev.hayase.loader;

import dev.hayase.loader.actuate.LoadingEndpoint;
import dev.hayase.loader.actuate.Reachability;
import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.loader.batch.FlowControl;
import dev.hayase.loader.bigquery.BigQueryAccess;
import dev.hayase.loader.bigquery.BigQueryCheck;
import dev.hayase.loader.bigquery.Queries;
import dev.hayase.loader.bigquery.TableDescriptions;
import dev.hayase.loader.bigquery.WriteStreams;
import dev.hayase.loader.delivery.Pauses;
import dev.hayase.loader.delivery.TableContext;
import dev.hayase.loader.kafka.KafkaEdge;
import dev.hayase.loader.kafka.KafkaSettings;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.micrometer.MeteredLoader;
import dev.hayase.pipeline.LoaderSettings;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.Source;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/// Wires the rooms.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoaderProperties.class)
class LoaderConfiguration {
  @Bean
  Pipeline pipeline(LoaderProperties properties) {
    return PipelineFile.read(properties.pipeline());
  }

  @Bean
  ParentWatch parentWatch(LoaderProperties properties) {
    return new ParentWatch(properties.parentPid());
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService elsewhere() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("elsewhere-", 0).factory());
  }

  @Bean
  BigQueryAccess bigQueryAccess(Pipeline pipeline) {
    return new BigQueryAccess(
        new BigQueryAccess.Settings(
            pipeline.bigquery().project(),
            pipeline.bigquery().location(),
            pipeline
                .bigquery()
                .endpoint()
                .map(e -> new BigQueryAccess.Endpoint(e.rest(), e.grpc()))));
  }

  @Bean
  KafkaEdge kafkaEdge(Pipeline pipeline) {
    return new KafkaEdge(
        new KafkaSettings(
            pipeline.kafka().clientProperties(),
            pipeline.sources().stream().map(Source::name).toList(),
            pipeline.topics().keySet()),
        InstantSource.system());
  }

  @Bean
  LoaderMetrics loaderMetrics(MeterRegistry registry) {
    return new MeteredLoader(registry);
  }

  @Bean(destroyMethod = "close")
  Loader loader(
      Pipeline pipeline,
      KafkaEdge kafka,
      BigQueryAccess bigQuery,
      LoaderMetrics metrics,
      ExecutorService elsewhere) {
    LoaderSettings settings = pipeline.loader();
    TableContext context =
        new TableContext(
            new TableDescriptions(bigQuery),
            new WriteStreams(bigQuery, elsewhere),
            new Queries(bigQuery),
            kafka.parking(),
            kafka.claims(),
            kafka.group(),
            new BatchLimits(
                settings.batch().rows(),
                settings.batch().bytes().bytes(),
                settings.batch().age().toMillis()),
            new Pauses(),
            metrics,
            InstantSource.system(),
            elsewhere);
    Loader loader =
        new Loader(
            new Placement(pipeline),
            new Formats(pipeline, kafka.schemas()),
            new FlowControl(settings.memory().bytes()),
            context);
    metrics.observe(loader::heldBytes, kafka::pausedPartitions);
    return loader;
  }

  /// Spring starts and stops it with the application; it stops first, while the tables still work.
  @Bean
  KafkaMessageListenerContainer<byte[], byte[]> container(KafkaEdge kafka, Loader loader) {
    return kafka.container(loader);
  }

  @Bean
  LoadingEndpoint loadingEndpoint(Loader loader) {
    return new LoadingEndpoint(loader::statuses);
  }

  @Bean
  Reachability kafkaReachable(KafkaEdge kafka) {
    return new Reachability(kafka::trouble);
  }

  @Bean
  Reachability bigqueryReachable(BigQueryAccess access, Pipeline pipeline) {
    return new Reachability(new BigQueryCheck(access, pipeline.bigquery().dataset())::trouble);
  }
}
