package dev.hayase.emulator.googlesql;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.ClientChannelProvider;
import com.google.zetasql.FileDescriptorSetsBuilder;
import com.google.zetasql.LocalService.AnalyzeRequest;
import com.google.zetasql.LocalService.AnalyzeResponse;
import com.google.zetasql.LocalService.DescriptorPoolListProto;
import com.google.zetasql.ParseLocationRangeProto;
import com.google.zetasql.ResolvedNodeProto;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.ZetaSQLOptions.ParseLocationRecordType;
import com.google.zetasql.ZetaSqlLocalServiceGrpc;
import com.google.zetasql.resolvedast.ResolvedNode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import com.google.zetasql.resolvedast.ResolvedNodes.Visitor;
import java.util.ArrayList;
import java.util.List;

/// Where the nodes of a tree stand. The analyzer's Java tree has no positions, its protobuf form
/// has; both list the same nodes in the same order. A position is wanted only by a refusal, and so
/// the statement is analysed once more for it.
final class NodePositions implements Translation.Positions {
  /// The analyzer's service, reached over one channel for as long as the process lives: each
  /// channel is a pair of sockets.
  private static final class Service {
    static final ZetaSqlLocalServiceGrpc.ZetaSqlLocalServiceBlockingStub STUB =
        ZetaSqlLocalServiceGrpc.newBlockingStub(ClientChannelProvider.loadChannel());
  }

  private final Spelling spelling;
  private final AnalyzerOptions options;
  private final Scope scope;
  private final ResolvedNode root;

  NodePositions(Spelling spelling, AnalyzerOptions options, Scope scope, ResolvedNode root) {
    this.spelling = spelling;
    this.options = options;
    this.scope = scope;
    this.root = root;
  }

  @Override
  public String of(ResolvedNode node) {
    if (node instanceof ResolvedStatement) {
      return spelling.start();
    }
    List<ResolvedNode> nodes = nodes(root);
    List<Integer> offsets = new ArrayList<>();
    collect(located(), offsets);
    for (int i = 0; i < nodes.size() && nodes.size() == offsets.size(); i++) {
      if (nodes.get(i).equals(node)) {
        int offset = first(offsets.subList(i, i + nodes(node).size()));
        return offset < 0 ? "" : spelling.positionOf(offset);
      }
    }
    return "";
  }

  /// A node without a position of its own stands where the first of its children does.
  private static int first(List<Integer> offsets) {
    int own = offsets.getFirst();
    return own >= 0
        ? own
        : offsets.stream().filter(offset -> offset >= 0).min(Integer::compare).orElse(-1);
  }

  /// A node and the nodes below it, each before its children.
  private static List<ResolvedNode> nodes(ResolvedNode root) {
    List<ResolvedNode> nodes = new ArrayList<>();
    root.accept(
        new Visitor() {
          @Override
          protected void defaultVisit(ResolvedNode visited) {
            nodes.add(visited);
            super.defaultVisit(visited);
          }
        });
    return nodes;
  }

  private Message located() {
    SimpleCatalog catalog = Builtins.catalog();
    return scope.within(
        catalog,
        () -> {
          options.setParseLocationRecordType(
              ParseLocationRecordType.PARSE_LOCATION_RECORD_FULL_NODE_SCOPE);
          FileDescriptorSetsBuilder files = new FileDescriptorSetsBuilder();
          AnalyzeRequest.Builder request =
              AnalyzeRequest.newBuilder()
                  .setSimpleCatalog(catalog.serialize(files))
                  .setOptions(options.serialize(files))
                  .setDescriptorPoolList(
                      DescriptorPoolListProto.newBuilder()
                          .addDefinitions(
                              DescriptorPoolListProto.Definition.newBuilder()
                                  .setBuiltin(
                                      DescriptorPoolListProto.Builtin.getDefaultInstance())));
          AnalyzeResponse response =
              Service.STUB.analyze(
                  root instanceof ResolvedExpr
                      ? request.setSqlExpression(spelling.text()).build()
                      : request.setSqlStatement(spelling.text()).build());
          return root instanceof ResolvedExpr
              ? response.getResolvedExpression()
              : response.getResolvedStatement();
        });
  }

  /// The offsets of a node and of the nodes below it, each before its children.
  private static void collect(Message message, List<Integer> offsets) {
    if (message.getDescriptorForType().getName().startsWith("Any")) {
      message.getAllFields().values().forEach(inner -> collect((Message) inner, offsets));
    } else {
      base(message, offsets);
      children(message, offsets);
    }
  }

  private static void base(Message message, List<Integer> offsets) {
    Message at = message;
    while (!(at instanceof ResolvedNodeProto)) {
      at = (Message) at.getField(at.getDescriptorForType().findFieldByName("parent"));
    }
    ParseLocationRangeProto range = ((ResolvedNodeProto) at).getParseLocationRange();
    offsets.add(range.hasStart() ? range.getStart() : -1);
  }

  private static void children(Message message, List<Integer> offsets) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.getName().equals("parent")) {
        children((Message) message.getField(field), offsets);
      } else if (isNode(field)) {
        if (field.isRepeated()) {
          ((List<?>) message.getField(field)).forEach(child -> collect((Message) child, offsets));
        } else if (message.hasField(field)) {
          collect((Message) message.getField(field), offsets);
        }
      }
    }
  }

  private static boolean isNode(FieldDescriptor field) {
    String name = field.getMessageType().getName();
    return name.startsWith("AnyResolved")
        || (name.startsWith("Resolved")
            && field.getMessageType().findFieldByName("parent") != null);
  }
}
