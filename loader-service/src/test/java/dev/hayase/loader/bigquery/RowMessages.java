package dev.hayase.loader.bigquery;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;

/// Lets tests of other rooms decode rows.
public final class RowMessages {
  private RowMessages() {}

  public static DescriptorProto descriptor(RowPlan plan) {
    return descriptor(plan.mode(), plan.shape());
  }

  public static DescriptorProto descriptor(TableMode mode, TableShape shape) {
    return RowMessage.descriptor(mode, shape);
  }
}
