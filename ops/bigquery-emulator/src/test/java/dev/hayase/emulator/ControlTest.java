package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private final Control control = new Control(EMULATOR.restPort());

  @AfterEach
  void reset() throws Exception {
    control.call("DELETE", "/faults", "");
    control.call("DELETE", "/clock", "");
  }

  @Test
  void faultsAreOrderedListedAndLifted() throws Exception {
    // Given
    String id = control.order("{\"fault\": \"latency\", \"delay\": \"2h\", \"table\": \"d.t\"}");

    // When
    String listed = control.call("GET", "/faults", "").body();
    HttpResponse<String> lifted = control.call("DELETE", "/faults/" + id, "");

    // Then
    String fault =
        """
        {"id":"%s","fault":"latency","delay":"PT2H","table":"d.t",\
        "calls":["AppendRows","CreateWriteStream","GetWriteStream","FinalizeWriteStream",\
        "FlushRows","BatchCommitWriteStreams","REST"],"hits":0,"over":false}\
        """
            .formatted(id);
    assertThat(listed).isEqualTo("{\"faults\":[" + fault + "]}");
    assertThat(lifted.body()).isEqualTo(fault);
    assertThat(control.call("GET", "/faults", "").body()).isEqualTo("{\"faults\":[]}");
    assertThat(control.call("DELETE", "/faults/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void aBadFaultIsRefusedInGooglesForm() throws Exception {
    // When
    HttpResponse<String> refused = control.call("POST", "/faults", "{\"fault\": \"fire\"}");

    // Then
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(
            Control.json(refused)
                .getAsJsonObject("error")
                .getAsJsonArray("errors")
                .get(0)
                .getAsJsonObject()
                .get("message")
                .getAsString())
        .startsWith("'fault': fire is unknown: write one of error, ");
  }

  @Test
  void theClockIsSetAdvancedAndUnset() throws Exception {
    assertThat(control.call("PUT", "/clock", "{\"now\": \"2026-01-01T00:00:00Z\"}").body())
        .isEqualTo("{\"now\":\"2026-01-01T00:00:00Z\",\"runs\":false}");
    assertThat(control.call("PUT", "/clock", "{\"advance\": \"4d\"}").body())
        .isEqualTo("{\"now\":\"2026-01-05T00:00:00Z\",\"runs\":false}");
    assertThat(control.call("DELETE", "/clock", "").body()).contains("\"runs\":true");
    assertThat(control.call("PUT", "/clock", "{\"advance\": \"31m\"}").body())
        .contains("\"ahead\":\"PT31M\"");
  }

  @Test
  void aBadTimeIsRefused() throws Exception {
    assertThat(control.call("PUT", "/clock", "{\"now\": \"noon\"}").body())
        .contains("'now': noon is no instant: write 2026-01-31T12:00:00Z");
    assertThat(control.call("PUT", "/clock", "{\"advance\": \"P1Y\"}").body())
        .contains("'advance': P1Y is no duration: write 30s, 10m, 2h or 4d");
    assertThat(control.call("PUT", "/clock", "{}").body())
        .contains("the clock takes one key: write either 'now' or 'advance'");
    assertThat(control.call("PUT", "/clock", "now").statusCode()).isEqualTo(400);
  }

  @Test
  void anUnknownCallIsNamed() throws Exception {
    HttpResponse<String> response = control.call("PATCH", "/faults", "{}");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("PATCH /emulator/v1/faults is no call: there are GET,");
  }

  @Test
  void theControlPathCanBeSwitchedOff() throws Exception {
    try (Emulator closed = Emulator.start(EmulatorOptions.inMemory().withControl(false))) {
      HttpResponse<String> response = new Control(closed.restPort()).call("GET", "/faults", "");
      assertThat(response.statusCode()).isEqualTo(404);
    }
  }
}
