package dev.hayase.benchmarks.rival;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import dev.hayase.benchmarks.workload.Input;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/// The process of a loader to compare with.
public final class RivalMain {
  /// Of the tables; a pool of connections is for one location.
  static final String LOCATION = "local";

  private RivalMain() {}

  /// What becomes of a record's value.
  public enum Kind {
    /// Google's JsonStreamWriter converts it.
    JSON,
    /// Nothing: a row that was made before goes in its place.
    PREPARED
  }

  /// @param arguments the [Kind], Kafka's address, BigQuery's gRPC address, the consumer group, the
  ///   [Input], and how many consumer threads
  public static void main(String[] arguments)
      throws IOException, DescriptorValidationException, InterruptedException {
    Input input = Input.of(arguments[4]);
    for (int i = 0; i < Integer.parseInt(arguments[5]); i++) {
      BigQueryWriteClient client = client(arguments[2]);
      Appender appender =
          switch (Kind.valueOf(arguments[0])) {
            case JSON -> new JsonAppender(input, client);
            case PREPARED -> new PreparedAppender(input, client);
          };
      ContainerProperties properties =
          new ContainerProperties(input.topics().toArray(String[]::new));
      properties.setGroupId(arguments[3]);
      properties.setMessageListener(new Listener(appender));
      properties.setAckMode(ContainerProperties.AckMode.MANUAL);
      properties.setPollTimeout(100);
      KafkaMessageListenerContainer<byte[], byte[]> container =
          new KafkaMessageListenerContainer<>(
              new DefaultKafkaConsumerFactory<>(consumer(arguments[1])), properties);
      container.setCommonErrorHandler(new EndOnError());
      // As Spring's context would; a consumer that does not leave holds its group for 45 seconds.
      Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
      container.start();
    }
    new CountDownLatch(1).await();
  }

  /// What differs from Kafka's defaults, as in the loader-service.
  private static Map<String, Object> consumer(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(16 << 20));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  private static BigQueryWriteClient client(String endpoint) throws IOException {
    return BigQueryWriteClient.create(
        BigQueryWriteSettings.newBuilder()
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setTransportChannelProvider(
                BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
                    .setEndpoint(endpoint)
                    .setChannelConfigurator(channel -> channel.usePlaintext())
                    .build())
            .build());
  }

  static String defaultStream(String topic) {
    return "projects/p/datasets/d/tables/" + topic.replace('.', '_') + "/streams/_default";
  }
}
