package org.contentmover.agent.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.contentmover.agent.testing.ProtocolExamples;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.api.ServerProgress;
import org.contentmover.gl.api.ServerState;
import org.contentmover.gl.api.SiteFacts;
import org.junit.jupiter.api.Test;

/** What this server reports is what the protocol's examples say; the CCM reads the same. */
class ReportJsonTest {
  @Test
  void shouldReportADistributionAsTheExampleDoes() throws IOException {
    long at = Instant.parse("2026-01-31T11:30:00.250Z").toEpochMilli();
    DistributionState state =
        DistributionState.collected(
            false,
            123456,
            "1 of 2 needed servers have it",
            List.of(
                new ServerProgress(
                    "boston-1", ServerState.REPORTED, 100, Optional.of(Outcome.STAGED), "", 3, at),
                new ServerProgress(
                    "boston-2", ServerState.RECEIVING, 37, Optional.empty(), "", 0, 0),
                new ServerProgress(
                    "boston-3",
                    ServerState.REFUSED,
                    0,
                    Optional.empty(),
                    "123456 bytes are needed, 4096 are free",
                    0,
                    0)));

    assertEquals(
        ProtocolExamples.read("distribution-report.json"),
        ReportJson.distribution(
            new ServerName("boston-1"), new SegmentName("boston"), 7, 12, state));
  }

  @Test
  void shouldReportASegmentAsTheExampleDoes() throws IOException {
    ServerFacts facts =
        new ServerFacts(
            "http://10.1.1.1:8080",
            5_000_000_000L,
            2,
            0.25,
            4_000_000_000L,
            12,
            "America/New_York",
            "Boston, rack 3",
            List.of(new SiteFacts("www.example.com", "all", 3, 4, 2, "")));
    SegmentSnapshot snapshot =
        new SegmentSnapshot(
            true,
            "boston-1",
            "boston",
            new Leadership(Role.LEADER, Optional.of("boston-1"), 7, "http://10.1.1.1:8080"),
            3,
            List.of(new Member("boston-1", "10.1.1.1:7800", 50, true, facts)),
            List.of("boston-3"),
            true,
            true,
            "239.192.0.1:45000",
            "",
            new TreeMap<>());

    assertEquals(ProtocolExamples.read("segment-report.json"), ReportJson.segment(snapshot, 41));
  }
}
