package dev.hayase.loader;

import dev.hayase.frame.process.ParentWatch;
import dev.hayase.frame.process.Reachability;
import dev.hayase.loader.actuate.LoadingEndpoint;
import dev.hayase.loader.actuate.ReplaysEndpoint;
import dev.hayase.loader.actuate.SettingsEndpoint;
import dev.hayase.loader.actuate.TableHealth;
import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.loader.bigquery.BigQueryAccess;
import dev.hayase.loader.bigquery.BigQueryCheck;
import dev.hayase.loader.bigquery.Queries;
import dev.hayase.loader.bigquery.TableDescriptions;
import dev.hayase.loader.bigquery.WriteStreams;
import dev.hayase.loader.delivery.Folding;
import dev.hayase.loader.delivery.Pauses;
import dev.hayase.loader.delivery.TableContext;
import dev.hayase.loader.flow.FlightWindow;
import dev.hayase.loader.flow.Gate;
import dev.hayase.loader.flow.Knobs;
import dev.hayase.loader.flow.MemoryBudget;
import dev.hayase.loader.flow.Steering;
import dev.hayase.loader.kafka.KafkaEdge;
import dev.hayase.loader.kafka.KafkaSettings;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.micrometer.MeteredLoader;
import dev.hayase.loader.registry.RegistryClient;
import dev.hayase.loader.registry.RegistryClient.Login;
import dev.hayase.loader.store.Registry;
import dev.hayase.pipeline.LoaderSettings;
import dev.hayase.pipeline.LoaderSettings.Batch;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.Source;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
            pipeline.kafka(),
            pipeline.sources().stream().map(Source::name).toList(),
            Stream.concat(
                    pipeline.topics().keySet().stream(), pipeline.aggregationTopics().stream())
                .toList(),
            pipeline.takesAnyStream()),
        InstantSource.system());
  }

  /// None where the pipeline has none.
  @Bean(destroyMethod = "close")
  @Nullable RegistryClient registry(Pipeline pipeline) {
    return pipeline
        .registry()
        .map(at ->
            new RegistryClient(
                at.url(),
                at.credentials().map(user -> new Login(user.username(), user.password().value()))))
        .orElse(null);
  }

  @Bean
  LoaderMetrics loaderMetrics(PrometheusMeterRegistry registry) {
    return new MeteredLoader(registry);
  }

  @Bean
  Gate gate(Pipeline pipeline) {
    return new Gate(new FlightWindow(pipeline.loader().memory().bytes()), InstantSource.system());
  }

  @Bean
  Steering steering(Pipeline pipeline, Gate gate) {
    Batch batch = pipeline.loader().batch();
    BatchLimits limits =
        new BatchLimits(batch.rows(), batch.bytes().bytes(), batch.age().toMillis());
    return new Steering(
        gate,
        topic -> Knobs.usual(limits, pipeline.table(topic).priority()),
        InstantSource.system());
  }

  @Bean(destroyMethod = "close")
  Loader loader(
      Pipeline pipeline,
      KafkaEdge kafka,
      BigQueryAccess bigQuery,
      LoaderMetrics metrics,
      Gate gate,
      Steering steering,
      Optional<RegistryClient> registry,
      ExecutorService elsewhere)
      throws InterruptedException {
    LoaderSettings settings = pipeline.loader();
    TableContext context =
        new TableContext(
            new TableDescriptions(bigQuery),
            new WriteStreams(bigQuery, elsewhere),
            new Queries(bigQuery),
            kafka.parking(),
            kafka.claims(),
            kafka.group(),
            new Folding(kafka.log()),
            steering,
            new Pauses(),
            metrics,
            InstantSource.system(),
            elsewhere);
    Loader loader =
        new Loader(
            new Placement(pipeline),
            new Formats(pipeline, kafka.schemas(), registry.map(Registry.class::cast)),
            new MemoryBudget(settings.memory().bytes(), KafkaEdge.POLL_BYTES),
            context);
    metrics.observe(loader::heldBytes, kafka::pausedPartitions);
    metrics.observeFlight(gate::windowBytes, gate::bytesInFlight, gate::isBraked);
    kafka.follow(steering);
    return loader;
  }

  /// Spring starts and stops it with the application; it stops first, while the tables still work.
  @Bean
  KafkaMessageListenerContainer<byte[], byte[]> container(
      KafkaEdge kafka, Loader loader, LoaderMetrics metrics) {
    return kafka.container(loader, metrics);
  }

  @Bean
  SettingsEndpoint settingsEndpoint(Steering steering) {
    return new SettingsEndpoint(steering::effective);
  }

  @Bean
  LoadingEndpoint loadingEndpoint(Loader loader) {
    return new LoadingEndpoint(loader::statuses);
  }

  /// The `tables` of `/actuator/health`.
  @Bean
  TableHealth tables(Loader loader) {
    return new TableHealth(loader::statuses);
  }

  @Bean
  ReplaysEndpoint replaysEndpoint(KafkaEdge kafka) {
    return new ReplaysEndpoint(kafka::replays);
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
