package dev.hayase.log;

import dev.hayase.frame.keyfile.KeyRing;
import dev.hayase.frame.process.KeysHealth;
import dev.hayase.frame.process.ParentWatch;
import dev.hayase.log.admission.Admission;
import dev.hayase.log.admission.ByteBudget;
import dev.hayase.log.admission.Pace;
import dev.hayase.log.admission.Quotas;
import dev.hayase.log.http.Door;
import dev.hayase.log.http.events.EventsServlet;
import dev.hayase.log.http.firehose.FirehoseServlet;
import dev.hayase.log.http.kinesis.KinesisServlet;
import dev.hayase.log.http.measurement.MeasurementServlet;
import dev.hayase.log.http.otlp.OtlpServlet;
import dev.hayase.log.http.quarantine.RedriveServlet;
import dev.hayase.log.http.segment.SegmentServlet;
import dev.hayase.log.intake.EventLog;
import dev.hayase.log.intake.Intake;
import dev.hayase.log.intake.Partitions;
import dev.hayase.log.intake.Redrive;
import dev.hayase.log.journal.Journal;
import dev.hayase.log.journal.SpillingLog;
import dev.hayase.log.kafka.BrokerHealth;
import dev.hayase.log.kafka.BrokerProbe;
import dev.hayase.log.kafka.JournalClearance;
import dev.hayase.log.kafka.KafkaEventLog;
import dev.hayase.log.kafka.QuarantineTopics;
import dev.hayase.log.kafka.StreamTopics;
import dev.hayase.log.kafka.WatermarkWriter;
import dev.hayase.log.micrometer.IntakeMeters;
import dev.hayase.log.personal.Concealment;
import dev.hayase.log.personal.Encryption;
import dev.hayase.log.stream.Streams;
import dev.hayase.pipeline.LogSettings;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.personal.Hashing;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Servlet;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// How the rooms are joined.
@Configuration(proxyBeanMethods = false)
class LogConfiguration {
  /// Events that are on their way to Kafka wear headers and are held beside the requests that they
  /// came in.
  private static final int PRODUCER_SHARE = 2;

  /// Tomcat's buffers for a request: for the socket, for headers, and for bytes and characters of
  /// body and answer.
  private static final long SERVER_BYTES = 64 * 1024;

  @Bean
  Pipeline pipeline(LogProperties properties) {
    return PipelineFile.read(properties.pipeline());
  }

  @Bean
  KeyRing keyRing(Pipeline pipeline) {
    return new KeyRing(pipeline.log().access().keys());
  }

  @Bean
  Admission admission(Pipeline pipeline) {
    return new Admission(
        new ByteBudget(pipeline.log().memory().bytes()),
        new Quotas(),
        new Pace(RandomGenerator.getDefault()),
        System::nanoTime,
        SERVER_BYTES);
  }

  @Bean
  Streams streams(Pipeline pipeline) {
    LogSettings log = pipeline.log();
    Encryption encryption = new Encryption(log.encryptionKeys(), new SecureRandom());
    return new Streams(
        pipeline,
        new DeclaredSchemas(),
        new Concealment(new Hashing(log.hashKeys()), encryption),
        encryption);
  }

  @Bean
  StreamTopics streamTopics(Pipeline pipeline, Streams streams) {
    return new StreamTopics(pipeline, streams.named());
  }

  @Bean
  BrokerHealth brokerHealth() {
    return new BrokerHealth(System::nanoTime);
  }

  @Bean
  BrokerProbe brokerProbe(Pipeline pipeline, BrokerHealth health) {
    return new BrokerProbe(pipeline.kafka(), health);
  }

  @Bean
  KafkaEventLog kafkaEventLog(Pipeline pipeline, StreamTopics topics, BrokerHealth health) {
    return new KafkaEventLog(
        pipeline.kafka(), PRODUCER_SHARE * pipeline.log().memory().bytes(), topics, health);
  }

  /// Where events go: to Kafka, or to a journal before it.
  @Bean
  @Primary
  EventLog eventLog(KafkaEventLog kafka, Optional<Journal> journal) {
    return journal.isPresent()
        ? new SpillingLog(kafka, journal.get(), KafkaEventLog.LARGEST_EVENT)
        : kafka;
  }

  @Bean
  WatermarkWriter watermarkWriter(Pipeline pipeline) {
    return new WatermarkWriter(pipeline.kafka());
  }

  /// None where the pipeline has no journal.
  @Bean
  @Nullable JournalClearance journalClearance(Pipeline pipeline, Optional<Journal> journal) {
    return journal.map(held -> new JournalClearance(pipeline.kafka(), held)).orElse(null);
  }

  /// None where the pipeline has none. The log that it belongs to closes it.
  @Bean(destroyMethod = "")
  @Nullable Journal journal(Pipeline pipeline, MeterRegistry registry) {
    return pipeline
        .log()
        .spill()
        .map(spill -> {
          Journal journal = new Journal(spill.folder(), spill.size().bytes());
          registry.gauge("hayase.log.journal.bytes", journal, Journal::bytes);
          return journal;
        })
        .orElse(null);
  }

  @Bean
  Intake intake(Streams streams, EventLog log, MeterRegistry registry, Admission admission) {
    return new Intake(streams, log, new IntakeMeters(registry, admission));
  }

  @Bean
  Door door(KeyRing keys, Admission admission, Pipeline pipeline, BrokerHealth health) {
    return new Door(keys, admission, pipeline.log().largestRequest().bytes(), health::awayFor);
  }

  @Bean
  ServletRegistrationBean<Servlet> events(Door door, Streams streams, Intake intake) {
    return new ServletRegistrationBean<>(
        new EventsServlet(door, streams, intake, InstantSource.system()), EventsServlet.PATH);
  }

  @Bean
  ServletRegistrationBean<Servlet> firehose(Door door, Streams streams, Intake intake) {
    return new ServletRegistrationBean<>(
        new FirehoseServlet(door, streams, intake, InstantSource.system()), FirehoseServlet.PATH);
  }

  @Bean
  ServletRegistrationBean<Servlet> kinesis(
      Door door, Streams streams, Intake intake, Partitions partitions) {
    return new ServletRegistrationBean<>(
        new KinesisServlet(door, streams, intake, partitions, InstantSource.system()),
        KinesisServlet.ROOT,
        KinesisServlet.BELOW);
  }

  @Bean
  ServletRegistrationBean<Servlet> otlp(Door door, Intake intake) {
    return new ServletRegistrationBean<>(
        new OtlpServlet(door, intake, InstantSource.system()), OtlpServlet.PATH);
  }

  @Bean
  ServletRegistrationBean<Servlet> segment(Door door, Intake intake) {
    return new ServletRegistrationBean<>(
        new SegmentServlet(door, intake, InstantSource.system()), SegmentServlet.paths());
  }

  @Bean
  ServletRegistrationBean<Servlet> measurement(Door door, Streams streams, Intake intake) {
    return new ServletRegistrationBean<>(
        new MeasurementServlet(door, streams, intake, InstantSource.system()),
        MeasurementServlet.PATH,
        MeasurementServlet.DEBUG);
  }

  @Bean
  ServletRegistrationBean<Servlet> redrive(
      Door door, Streams streams, Pipeline pipeline, EventLog log) {
    Redrive redrive = new Redrive(streams, new QuarantineTopics(pipeline.kafka()), log);
    return new ServletRegistrationBean<>(
        new RedriveServlet(door, streams, redrive), RedriveServlet.PATH);
  }

  @Bean
  KafkaHealth kafkaHealth(BrokerHealth health, StreamTopics topics, Optional<Journal> journal) {
    return new KafkaHealth(health, topics, journal);
  }

  @Bean
  KeysHealth keysHealth(KeyRing keys) {
    return new KeysHealth(keys);
  }

  @Bean
  ParentWatch parentWatch(LogProperties properties) {
    return new ParentWatch(properties.parentPid());
  }
}
