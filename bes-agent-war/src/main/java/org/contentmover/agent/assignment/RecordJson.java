package org.contentmover.agent.assignment;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;

/** The form of an {@link AssignmentRecord} on disk. */
final class RecordJson {
  private RecordJson() {}

  static JsonObject write(AssignmentRecord record) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", record.id().toString())
            .add("name", record.name())
            .add("sizeBytes", record.sizeBytes())
            .add("sha256", record.sha256())
            .add("since", record.since().toString())
            .add("complete", record.complete())
            .add("resultAccepted", record.resultAccepted());
    record.notification().ifPresent(told -> json.add("notification", told.json()));
    record.result().ifPresent(result -> json.add("result", write(result)));
    return json.build();
  }

  private static JsonObject write(MemberReport result) {
    return Json.createObjectBuilder()
        .add("outcome", result.outcome().name())
        .add("reason", result.reason())
        .add("bytes", result.bytes())
        .add("liveVersion", result.liveVersion())
        .add("atMillis", result.atMillis())
        .build();
  }

  static AssignmentRecord read(String text) throws MalformedMessage {
    Fields fields = Fields.parse(text);
    UUID id = fields.id("id");
    Optional<Fields> told = fields.optionalNested("notification");
    Optional<Fields> result = fields.optionalNested("result");
    return new AssignmentRecord(
        id,
        fields.text("name"),
        fields.number("sizeBytes"),
        fields.text("sha256"),
        fields.parsed("since", Instant::parse),
        fields.flag("complete"),
        told.isEmpty() ? Optional.empty() : Optional.of(Notification.read(told.get())),
        result.isEmpty() ? Optional.empty() : Optional.of(readResult(id, result.get())),
        fields.flag("resultAccepted"));
  }

  private static MemberReport readResult(UUID id, Fields fields) throws MalformedMessage {
    return new MemberReport(
        id,
        fields.parsed("outcome", Outcome::valueOf),
        fields.text("reason"),
        fields.number("bytes"),
        fields.number("liveVersion"),
        fields.number("atMillis"));
  }
}
