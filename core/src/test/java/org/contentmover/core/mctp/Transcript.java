package org.contentmover.core.mctp;

import java.util.List;
import java.util.stream.Collectors;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.BlockNeed;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.Heard;
import org.contentmover.core.mctp.wire.Mark;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.Report;
import org.contentmover.core.mctp.wire.Request;
import org.contentmover.core.mctp.wire.SessionEnd;
import org.contentmover.core.mctp.wire.Status;

/** One line for each message, as a person would note it. */
final class Transcript {
  private Transcript() {}

  static String line(MctpMessage message) {
    if (message instanceof Announce announce) {
      return "ANNOUNCE to " + names(announce.addressed());
    }
    if (message instanceof Status status) {
      String missing =
          status.missingFrames() == 0 ? "" : " misses " + ranges(status.missing().ranges());
      return "STATUS pass " + status.pass() + " " + status.state() + missing;
    }
    if (message instanceof PassEnd passEnd) {
      return "PASS_END pass " + passEnd.pass() + " of " + passEnd.frames() + " frames";
    }
    if (message instanceof Request request) {
      String from = request.allButNamed() ? " from all but " : " from ";
      return "REQUEST " + request.kind() + from + names(request.named());
    }
    if (message instanceof Report report) {
      return "REPORT " + report.result().outcome();
    }
    if (message instanceof SessionEnd end) {
      return "SESSION_END " + end.end();
    }
    if (message instanceof Mark mark) {
      return "MARK " + mark.number();
    }
    if (message instanceof Heard heard) {
      return "HEARD " + heard.frames() + " to mark " + heard.mark() + needs(heard.needs());
    }
    return message.getClass().getSimpleName().equals("ReportAck")
        ? "REPORT_ACK"
        : "ANNOUNCE_WANTED";
  }

  private static String needs(List<BlockNeed> needs) {
    return needs.stream()
        .map(need -> ", needs " + need.frames() + " of block " + need.block())
        .collect(Collectors.joining());
  }

  private static String names(List<ServerName> names) {
    return names.stream().map(ServerName::value).collect(Collectors.joining(" "));
  }

  private static String ranges(List<FrameRange> ranges) {
    return ranges.stream()
        .map(
            range ->
                range.count() == 1 ? "" + range.first() : range.first() + "-" + (range.end() - 1))
        .collect(Collectors.joining(" "));
  }
}
