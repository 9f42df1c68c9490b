package dev.hayase.emulator;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Google's clients, unchanged but for the endpoint.
final class Clients implements AutoCloseable {
  static final String PROJECT = "p";
  static final String DATASET = "d";

  final BigQuery rest;
  final BigQueryWriteClient write;
  private final InstantiatingGrpcChannelProvider channels;

  Clients(int restPort, int grpcPort) throws IOException {
    rest =
        BigQueryOptions.newBuilder()
            .setProjectId(PROJECT)
            .setHost("http://127.0.0.1:" + restPort)
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    channels =
        BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
            .setEndpoint("127.0.0.1:" + grpcPort)
            .setChannelConfigurator(channel -> channel.usePlaintext())
            .build();
    write =
        BigQueryWriteClient.create(
            BigQueryWriteSettings.newBuilder()
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setTransportChannelProvider(channels)
                .build());
  }

  void dataset() {
    rest.create(DatasetInfo.newBuilder(DATASET).build());
  }

  void table(String name, List<String> primaryKey, Field... fields) {
    StandardTableDefinition.Builder definition =
        StandardTableDefinition.newBuilder().setSchema(Schema.of(fields));
    if (!primaryKey.isEmpty()) {
      definition.setTableConstraints(
          TableConstraints.newBuilder()
              .setPrimaryKey(PrimaryKey.newBuilder().setColumns(primaryKey).build())
              .build());
    }
    rest.create(TableInfo.of(TableId.of(DATASET, name), definition.build()));
  }

  void addColumn(String table, Field column) {
    Table present = rest.getTable(TableId.of(DATASET, table));
    Schema schema = Objects.requireNonNull(present.getDefinition().getSchema());
    List<Field> fields = new ArrayList<>(schema.getFields());
    fields.add(column);
    present.toBuilder()
        .setDefinition(StandardTableDefinition.of(Schema.of(fields)))
        .build()
        .update();
  }

  JsonStreamWriter jsonWriter(String table) throws Exception {
    return jsonWriter(table, MissingValueInterpretation.NULL_VALUE);
  }

  JsonStreamWriter jsonWriter(String table, MissingValueInterpretation missing) throws Exception {
    return JsonStreamWriter.newBuilder(table, write)
        .setCredentialsProvider(NoCredentialsProvider.create())
        .setChannelProvider(channels)
        .setDefaultMissingValueInterpretation(missing)
        .build();
  }

  static String parent(String table) {
    return "projects/" + PROJECT + "/datasets/" + DATASET + "/tables/" + table;
  }

  static String defaultStream(String table) {
    return parent(table) + "/streams/_default";
  }

  StreamWriter writer(String stream, DescriptorProto descriptor) throws IOException {
    return writer(stream, descriptor, builder -> builder);
  }

  StreamWriter writer(
      String stream, DescriptorProto descriptor, UnaryOperator<StreamWriter.Builder> more)
      throws IOException {
    StreamWriter.Builder builder =
        StreamWriter.newBuilder(stream, write)
            .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(descriptor).build())
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setChannelProvider(channels)
            .setLocation("us");
    return more.apply(builder).build();
  }

  static DescriptorProto descriptor(Map<String, FieldDescriptorProto.Type> fields) {
    DescriptorProto.Builder builder = DescriptorProto.newBuilder().setName("Row");
    new TreeMap<>(fields)
        .forEach((name, type) ->
            builder.addField(
                FieldDescriptorProto.newBuilder()
                    .setName(name)
                    .setNumber(builder.getFieldCount() + 1)
                    .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                    .setType(type)));
    return builder.build();
  }

  static Descriptor built(DescriptorProto proto) {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("row.proto")
            .setSyntax("proto2")
            .addMessageType(proto)
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst();
    } catch (Descriptors.DescriptorValidationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Rows of one descriptor; a null stays unset.
  static ProtoRows rows(DescriptorProto proto, List<Map<String, @Nullable Object>> rows) {
    Descriptor descriptor = built(proto);
    ProtoRows.Builder builder = ProtoRows.newBuilder();
    for (Map<String, @Nullable Object> row : rows) {
      DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
      row.forEach((name, value) -> {
        FieldDescriptor field = descriptor.findFieldByName(name);
        if (value != null) {
          message.setField(field, value);
        }
      });
      builder.addSerializedRows(message.build().toByteString());
    }
    return builder.build();
  }

  static AppendRowsResponse await(ApiFuture<AppendRowsResponse> response) throws Exception {
    return response.get(20, TimeUnit.SECONDS);
  }

  /// Rows as text: values in their order, joined by a bar.
  List<String> query(String sql) throws InterruptedException {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(sql).setDefaultDataset(DATASET).build();
    return StreamSupport.stream(rest.query(query).iterateAll().spliterator(), false)
        .map(row ->
            String.join("|", row.stream().map(value -> String.valueOf(value.getValue())).toList()))
        .toList();
  }

  @Override
  public void close() {
    write.close();
  }
}
