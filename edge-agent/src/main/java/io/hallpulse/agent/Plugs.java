package io.hallpulse.agent;

import io.hallpulse.agent.device.CardReader;
import io.hallpulse.agent.device.EscPosPrinter;
import io.hallpulse.agent.device.SdtCardReader;
import io.hallpulse.agent.device.SimulatedCardReader;
import io.hallpulse.agent.device.SimulatedPrinter;
import io.hallpulse.agent.device.TicketPrinter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Card reader and printer of a device, simulated ones included. */
final class Plugs implements AutoCloseable {
  final @Nullable CardReader cards;
  final @Nullable TicketPrinter printer;
  final @Nullable SimulatedCardReader simulatedCards;
  final @Nullable SimulatedPrinter simulatedPrinter;

  Plugs(Settings settings) throws IOException {
    var reader = settings.cardReader();
    simulatedCards =
        reader != null && reader.simulated() ? new SimulatedCardReader(reader.port()) : null;
    if (simulatedCards != null) {
      cards = new SdtCardReader("127.0.0.1", simulatedCards.port());
    } else {
      cards = reader == null ? null : new SdtCardReader(reader.host(), reader.port());
    }
    var plug = settings.printer();
    simulatedPrinter = plug != null && plug.simulated() ? new SimulatedPrinter(plug.port()) : null;
    if (simulatedPrinter != null) {
      printer = new EscPosPrinter("127.0.0.1", simulatedPrinter.port());
    } else {
      printer = plug == null ? null : new EscPosPrinter(plug.host(), plug.port());
    }
  }

  @Override
  public void close() throws Exception {
    if (simulatedCards != null) {
      simulatedCards.close();
    }
    if (simulatedPrinter != null) {
      simulatedPrinter.close();
    }
  }
}
