package dev.hayase.aggregation;

import dev.hayase.aggregation.actuate.AggregationHealth;
import dev.hayase.aggregation.http.LookupDoor;
import dev.hayase.aggregation.http.LookupServlet;
import dev.hayase.aggregation.http.Neighbours;
import dev.hayase.aggregation.kafka.Cluster;
import dev.hayase.aggregation.kafka.TimeKeeper;
import dev.hayase.aggregation.micrometer.AggregationMeters;
import dev.hayase.aggregation.streams.Aggregation;
import dev.hayase.aggregation.streams.Aggregations;
import dev.hayase.aggregation.streams.Lookup;
import dev.hayase.aggregation.streams.Memory;
import dev.hayase.aggregation.streams.Planning;
import dev.hayase.aggregation.streams.Preparation;
import dev.hayase.aggregation.streams.StreamsSettings;
import dev.hayase.frame.keyfile.KeyRing;
import dev.hayase.frame.process.KeysHealth;
import dev.hayase.frame.process.ParentWatch;
import dev.hayase.frame.process.Reachability;
import dev.hayase.pipeline.AggregatorSettings;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Servlet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How the rooms are joined.
@Configuration(proxyBeanMethods = false)
class AggregationConfiguration {
  @Bean
  Pipeline pipeline(AggregationProperties properties) {
    return PipelineFile.read(properties.pipeline());
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  Cluster cluster(Pipeline pipeline) {
    return new Cluster(pipeline.kafka());
  }

  @Bean
  Planning planning(Pipeline pipeline, Cluster cluster) {
    return new PipelinePlanning(pipeline, cluster);
  }

  @Bean
  StreamsSettings streamsSettings(
      Pipeline pipeline, AggregationProperties properties, @Value("${server.port}") int port) {
    AggregatorSettings settings = pipeline.aggregation();
    Path state = properties.state();
    String address = properties.address();
    return new StreamsSettings(
        pipeline.kafka(),
        state == null ? settings.stateFolder() : state,
        address == null ? hostName() + ":" + port : address,
        settings.standbys(),
        settings.threads(),
        StreamsSettings.PART,
        new Memory.Shared(settings.memory().bytes()));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  @Bean
  Aggregations aggregations(
      Pipeline pipeline,
      Planning planning,
      StreamsSettings settings,
      Cluster cluster,
      InstantSource clock,
      MeterRegistry registry) {
    Preparation preparation = new Preparation(cluster);
    PipelineFormats formats = new PipelineFormats(pipeline, cluster.schemas());
    Aggregations aggregations =
        new Aggregations(
            pipeline.aggregations().keySet().stream()
                .map(name -> new Aggregation(name, planning, settings, preparation, formats, clock))
                .toList());
    aggregations.all().forEach(each -> AggregationMeters.register(registry, each, clock));
    return aggregations;
  }

  @Bean
  TimeKeeper timeKeeper(
      Pipeline pipeline, Cluster cluster, Aggregations aggregations, InstantSource clock) {
    return new TimeKeeper(pipeline.kafka(), cluster.register(), aggregations::followed, clock);
  }

  @Bean
  Neighbours neighbours() {
    return new Neighbours();
  }

  @Bean
  KeyRing lookupKeys(Pipeline pipeline) {
    return new KeyRing(pipeline.aggregation().lookupKeys());
  }

  @Bean
  KeysHealth keysHealth(KeyRing keys) {
    return new KeysHealth(keys);
  }

  @Bean
  ServletRegistrationBean<Servlet> lookups(
      Aggregations aggregations,
      StreamsSettings settings,
      KeyRing keys,
      Neighbours neighbours,
      InstantSource clock) {
    return new ServletRegistrationBean<>(
        new LookupServlet(
            aggregations,
            new Lookup(settings.address()),
            new LookupDoor(keys::keys),
            neighbours,
            clock),
        LookupServlet.PATH,
        LookupServlet.BELOW);
  }

  @Bean("aggregationsHealthContributor")
  AggregationHealth health(Aggregations aggregations, InstantSource clock) {
    return new AggregationHealth(aggregations::statuses, clock);
  }

  @Bean
  Reachability kafkaReachable(Cluster cluster) {
    return new Reachability(cluster::trouble);
  }

  @Bean
  ParentWatch parentWatch(AggregationProperties properties) {
    return new ParentWatch(properties.parentPid());
  }
}
