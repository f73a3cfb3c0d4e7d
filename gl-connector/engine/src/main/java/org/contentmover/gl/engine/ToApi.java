package org.contentmover.gl.engine;

import java.util.List;
import java.util.Optional;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.api.ServerProgress;
import org.contentmover.gl.api.ServerState;
import org.contentmover.gl.api.SiteFacts;

/** Values of core as the agent sees them: it has its own copy of core, so none of ours crosses. */
final class ToApi {
  private ToApi() {}

  static Leadership leadership(org.contentmover.core.segment.Leadership core) {
    return new Leadership(
        Role.valueOf(core.role().name()),
        core.leader().map(ServerName::value),
        core.epoch(),
        core.leaderAgentUrl());
  }

  static List<Member> members(List<org.contentmover.core.registration.Member> core) {
    return core.stream().map(ToApi::member).toList();
  }

  private static Member member(org.contentmover.core.registration.Member core) {
    return new Member(
        core.server().value(),
        core.address().toString(),
        core.priority() == ElectionConfig.NEVER_LEADS
            ? SegmentSettings.NEVER_LEADS
            : core.priority(),
        core.multicastHeard(),
        facts(core.facts()));
  }

  static List<String> names(List<ServerName> core) {
    return core.stream().map(ServerName::value).toList();
  }

  private static ServerFacts facts(MemberFacts core) {
    return new ServerFacts(
        core.agentUrl(),
        core.freeDiskBytes(),
        core.cpus(),
        core.cpuLoadPermille() == MemberFacts.LOAD_UNKNOWN ? -1 : core.cpuLoadPermille() / 1000.0,
        core.memoryBytes(),
        core.connections(),
        core.timeZone(),
        core.place(),
        core.sites().stream().map(ToApi::site).toList());
  }

  private static SiteFacts site(org.contentmover.core.registration.SiteFacts core) {
    return new SiteFacts(
        core.site().value(),
        core.group().value(),
        core.liveVersion(),
        core.stagedVersion(),
        core.backupVersion(),
        core.problem());
  }

  static AssignmentOffer offer(TransferSession core) {
    return new AssignmentOffer(
        core.assignment().value(),
        core.name(),
        core.sizeBytes(),
        core.sha256().hex(),
        core.leader().value(),
        core.epoch(),
        core.sourceUrl(),
        core.ticket());
  }

  static List<ByteRange> ranges(List<org.contentmover.core.mctp.ByteRange> core) {
    return core.stream().map(range -> new ByteRange(range.offset(), range.length())).toList();
  }

  static CollectedReports reports(org.contentmover.core.mctp.CollectedReports core) {
    return new CollectedReports(
        core.assignment().value(),
        core.epoch(),
        core.sequence(),
        core.isFinal(),
        core.problem(),
        core.servers().stream().map(ToApi::progress).toList());
  }

  private static ServerProgress progress(org.contentmover.core.mctp.ServerProgress core) {
    Optional<MemberReport> report = core.report();
    return new ServerProgress(
        core.server().value(),
        ServerState.valueOf(core.state().name()),
        core.percent(),
        report.map(its -> Outcome.valueOf(its.outcome().name())),
        report.map(MemberReport::reason).orElse(core.reason()),
        report.map(MemberReport::liveVersion).orElse(0L),
        report.map(MemberReport::atMillis).orElse(0L));
  }
}
