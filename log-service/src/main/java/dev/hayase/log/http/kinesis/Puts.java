package dev.hayase.log.http.kinesis;

import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.http.kinesis.Aggregate.UserRecord;
import dev.hayase.log.http.kinesis.KinesisRequest.Put;
import dev.hayase.log.stream.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of a request as events: a record brings one, or what the producer library packed
/// into it, or a document in each of its lines.
final class Puts {
  private final String stream;
  private final Documents documents = new Documents();
  private final List<Offered> events = new ArrayList<>();

  /// How many events there are when each of the records has brought its own.
  private final List<Integer> ends = new ArrayList<>();

  Puts(String stream, List<Put> records) {
    this.stream = stream;
    for (Put record : records) {
      Optional<List<UserRecord>> packed = Aggregate.unpack(record.data());
      if (packed.isPresent()) {
        packed.get().forEach(each -> add(each.data().bytes(), each.partitionKey()));
      } else {
        add(record.data(), record.partitionKey());
      }
      ends.add(events.size());
    }
  }

  private void add(byte[] data, String partitionKey) {
    for (Document document : documents.inRecord(data)) {
      events.add(
          new Offered(
              stream,
              document,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(partitionKey)));
    }
  }

  List<Offered> events() {
    return events;
  }

  /// One for each record, in their order.
  ///
  /// @param receipts of the events, in theirs
  List<PutResult> results(List<Receipt> receipts) {
    List<PutResult> results = new ArrayList<>(ends.size());
    int from = 0;
    for (int end : ends) {
      results.add(PutResult.of(receipts.subList(from, end)));
      from = end;
    }
    return results;
  }
}
