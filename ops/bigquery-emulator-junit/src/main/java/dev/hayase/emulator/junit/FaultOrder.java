package dev.hayase.emulator.junit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.grpc.Status;
import java.time.Duration;

/// A fault in the making: to which calls it happens, and then, by the last word of the sentence,
/// what happens. Without a kind of call it is for all that it can happen to.
public final class FaultOrder {
  private final ControlClient control;
  private final JsonObject definition;

  FaultOrder(ControlClient control, JsonObject definition) {
    this.control = control;
    this.definition = definition;
  }

  /// Calls about one table: `dataset.table` or `project.dataset.table`.
  public FaultOrder onTable(String table) {
    return with("table", table);
  }

  /// Lets so many calls through first.
  public FaultOrder after(int calls) {
    JsonObject more = definition.deepCopy();
    more.addProperty("skip", calls);
    return new FaultOrder(control, more);
  }

  /// Happens to each so manieth call.
  public FaultOrder every(int calls) {
    JsonObject more = definition.deepCopy();
    more.addProperty("every", calls);
    return new FaultOrder(control, more);
  }

  public FaultOrder appendRows() {
    return call("AppendRows");
  }

  public FaultOrder createWriteStream() {
    return call("CreateWriteStream");
  }

  public FaultOrder getWriteStream() {
    return call("GetWriteStream");
  }

  public FaultOrder finalizeWriteStream() {
    return call("FinalizeWriteStream");
  }

  public FaultOrder flushRows() {
    return call("FlushRows");
  }

  public FaultOrder batchCommitWriteStreams() {
    return call("BatchCommitWriteStreams");
  }

  public FaultOrder rest() {
    return call("REST");
  }

  /// Answers a status: an `AppendRows` in a response, the connection stays.
  public OrderedFault fail(Status.Code code) {
    return with("status", code.name()).order("error");
  }

  /// Answers a status in these words.
  public OrderedFault fail(Status.Code code, String message) {
    return with("status", code.name()).with("message", message).order("error");
  }

  /// Ends the connection with a status.
  public OrderedFault failConnection(Status.Code code) {
    JsonObject more = definition.deepCopy();
    more.addProperty("endsConnection", true);
    return new FaultOrder(control, more).fail(code);
  }

  /// Answers REST with an HTTP status and one of BigQuery's reasons.
  public OrderedFault failHttp(int status, String reason) {
    JsonObject more = definition.deepCopy();
    more.addProperty("status", status);
    more.addProperty("reason", reason);
    return new FaultOrder(control, more).order("httpError");
  }

  /// Answers later, by the machine's clock.
  public OrderedFault delay(Duration latency) {
    return with("delay", latency.toString()).order("latency");
  }

  /// Applies the call, drops its answer and resets the connection.
  public OrderedFault loseAnswer() {
    return order("unacknowledged");
  }

  /// Applies the call, drops its answer and ends only this call, with a status.
  public OrderedFault loseAnswer(Status.Code code) {
    return with("status", code.name()).order("unacknowledged");
  }

  /// Resets the TCP connection before the call is applied.
  public OrderedFault resetConnection() {
    return order("connectionReset");
  }

  /// Ends the `AppendRows` call with OK before it is answered.
  public OrderedFault closeStream() {
    return order("streamClosed");
  }

  /// Has the Storage Write API learn of new schemas only so much later, by the emulator's clock.
  public OrderedFault delaySchema(Duration delay) {
    return with("delay", delay.toString()).order("schemaDelay");
  }

  /// Reads one `AppendRows` request in so much time, by the machine's clock.
  public OrderedFault readSlowly(Duration pause) {
    return with("pause", pause.toString()).order("slowReader");
  }

  /// Neither applies nor answers anything.
  public OrderedFault stopEverything() {
    return order("fullStop");
  }

  private FaultOrder call(String name) {
    JsonObject more = definition.deepCopy();
    JsonArray calls = more.has("calls") ? more.getAsJsonArray("calls") : new JsonArray();
    calls.add(name);
    more.add("calls", calls);
    return new FaultOrder(control, more);
  }

  private FaultOrder with(String key, String value) {
    JsonObject more = definition.deepCopy();
    more.addProperty(key, value);
    return new FaultOrder(control, more);
  }

  private OrderedFault order(String fault) {
    JsonObject complete = definition.deepCopy();
    complete.addProperty("fault", fault);
    return new OrderedFault(
        control, control.call("POST", "/faults", complete).get("id").getAsString());
  }
}
