package dev.hayase.conformance;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/// Makes tables, writers and rows with Google's clients.
public final class Tables {
  private final UnderTest underTest;

  Tables(UnderTest underTest) {
    this.underTest = underTest;
  }

  public UnderTest underTest() {
    return underTest;
  }

  /// A new table's name.
  public String create(Field... fields) {
    return createWithKey(List.of(), fields);
  }

  /// A new table with a primary key.
  public String createWithKey(List<String> key, Field... fields) {
    String name = "t_" + UUID.randomUUID().toString().replace('-', '_');
    StandardTableDefinition.Builder definition =
        StandardTableDefinition.newBuilder().setSchema(Schema.of(fields));
    if (!key.isEmpty()) {
      definition.setTableConstraints(
          TableConstraints.newBuilder()
              .setPrimaryKey(PrimaryKey.newBuilder().setColumns(key).build())
              .build());
    }
    underTest.bigQuery().create(TableInfo.of(id(name), definition.build()));
    return name;
  }

  public TableId id(String table) {
    return TableId.of(underTest.dataset(), table);
  }

  public void addColumn(String table, Field column) {
    Table present = underTest.bigQuery().getTable(id(table));
    Schema schema = Objects.requireNonNull(present.getDefinition().getSchema());
    List<Field> fields = new ArrayList<>(schema.getFields());
    fields.add(column);
    present.toBuilder()
        .setDefinition(StandardTableDefinition.of(Schema.of(fields)))
        .build()
        .update();
  }

  public String parent(String table) {
    return "projects/"
        + underTest.project()
        + "/datasets/"
        + underTest.dataset()
        + "/tables/"
        + table;
  }

  public String defaultStream(String table) {
    return parent(table) + "/streams/_default";
  }

  public String createStream(String table, WriteStream.Type type) {
    return underTest
        .write()
        .createWriteStream(parent(table), WriteStream.newBuilder().setType(type).build())
        .getName();
  }

  public StreamWriter writer(String stream, DescriptorProto row) throws IOException {
    return StreamWriter.newBuilder(stream, underTest.write())
        .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(row).build())
        .setCredentialsProvider(underTest.credentials())
        .setChannelProvider(underTest.channels())
        .setLocation("us")
        .build();
  }

  public JsonStreamWriter jsonWriter(String streamOrTable)
      throws IOException, InterruptedException, DescriptorValidationException {
    return JsonStreamWriter.newBuilder(streamOrTable, underTest.write())
        .setCredentialsProvider(underTest.credentials())
        .setChannelProvider(underTest.channels())
        .build();
  }

  /// A message of optional fields, numbered in their order.
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static DescriptorProto row(Map.Entry<String, FieldDescriptorProto.Type>... fields) {
    DescriptorProto.Builder builder = DescriptorProto.newBuilder().setName("Row");
    for (Map.Entry<String, FieldDescriptorProto.Type> field : fields) {
      builder.addField(
          FieldDescriptorProto.newBuilder()
              .setName(field.getKey())
              .setNumber(builder.getFieldCount() + 1)
              .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
              .setType(field.getValue()));
    }
    return builder.build();
  }

  public static ProtoRows rows(DescriptorProto row, List<Map<String, Object>> values) {
    Descriptor descriptor;
    try {
      descriptor =
          FileDescriptor.buildFrom(
                  FileDescriptorProto.newBuilder().setName("row.proto").addMessageType(row).build(),
                  new FileDescriptor[0])
              .getMessageTypes()
              .getFirst();
    } catch (DescriptorValidationException e) {
      throw new IllegalArgumentException(e);
    }
    ProtoRows.Builder rows = ProtoRows.newBuilder();
    for (Map<String, Object> value : values) {
      DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
      value.forEach((name, cell) -> message.setField(descriptor.findFieldByName(name), cell));
      rows.addSerializedRows(message.build().toByteString());
    }
    return rows.build();
  }

  public static AppendRowsResponse await(ApiFuture<AppendRowsResponse> response)
      throws ExecutionException, InterruptedException, TimeoutException {
    return response.get(60, TimeUnit.SECONDS);
  }

  /// The rows of a query: values in their order, joined by a bar.
  public List<String> query(String sql) throws InterruptedException {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(sql).setDefaultDataset(underTest.dataset()).build();
    return StreamSupport.stream(underTest.bigQuery().query(query).iterateAll().spliterator(), false)
        .map(row ->
            String.join("|", row.stream().map(cell -> String.valueOf(cell.getValue())).toList()))
        .toList();
  }
}
