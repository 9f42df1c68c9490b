package dev.hayase.loader.bigquery;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.hayase.loader.row.RowPlan;

/// Lets tests of other rooms decode rows.
public final class RowMessages {
  private RowMessages() {}

  public static DescriptorProto descriptor(RowPlan plan) {
    return RowMessage.descriptor(plan.mode(), plan.shape());
  }
}
