package org.contentmover.core.segment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.registration.SiteFacts;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * Layouts of registration's datagrams, behind the {@link DatagramHeader}; big-endian. A reader
 * gives null for anything that is not exactly such a message; bytes behind the last field are
 * ignored. Lists of any length travel in parts, each a datagram of at most 1,400 bytes.
 *
 * <pre>
 * REGISTER             8 epoch · 8 number · 2 part · 2 parts · 1 flags (bit 0 confirmed, bit 1
 *                      multicast heard) · 1 priority (255 never) · address · text agent URL ·
 *                      8 free disk · 2 cpus · 2 load in ‰ (65535 unknown) · 8 memory ·
 *                      text time zone · text place · 2 count · sites · 4 connections
 * site                 name of site · name of group · 8 live · 8 staged · 8 backup · text problem
 * REGISTRATION_REPORT  8 epoch · 8 number · 2 part · 2 parts · 2 count · names
 * PROBE                8 epoch
 * LEAVE                8 epoch
 * </pre>
 */
final class RegistrationWire {
  private static final int CONFIRMED = 1;
  private static final int MULTICAST_HEARD = 2;
  private static final int NEVER_LEADS = 255;
  private static final int LOAD_UNKNOWN = 0xFFFF;
  private static final int MAX_PERMILLE = 1000;
  private static final int MAX_COUNT = Integer.MAX_VALUE;

  /** Longest header and fields before the list: 84 + 20 + 2 + 19 + 257 + 20 + 130 + 2 + 4 bytes. */
  private static final int REGISTER_FIXED_BYTES = 538;

  private static final int REPORT_FIXED_BYTES = 106;

  private RegistrationWire() {}

  /** The sites of a registration, so divided that every part fits a datagram; at least one part. */
  static List<List<SiteFacts>> divideSites(List<SiteFacts> sites) {
    return divide(sites, RegistrationWire::bytesOf, REGISTER_FIXED_BYTES);
  }

  /** The members of a report, so divided that every part fits a datagram; at least one part. */
  static List<List<ServerName>> divideMembers(List<ServerName> members) {
    return divide(members, member -> 1 + member.value().length(), REPORT_FIXED_BYTES);
  }

  static void write(WireWriter out, Register register) {
    MemberFacts facts = register.facts();
    out.i64(register.epoch()).i64(register.number());
    out.u16(register.part()).u16(register.parts());
    out.u8(
        (register.confirmed() ? CONFIRMED : 0) | (register.multicastHeard() ? MULTICAST_HEARD : 0));
    out.u8(register.priority() == ElectionConfig.NEVER_LEADS ? NEVER_LEADS : register.priority());
    out.address(register.address()).text(facts.agentUrl());
    out.i64(facts.freeDiskBytes()).u16(facts.cpus());
    out.u16(
        facts.cpuLoadPermille() == MemberFacts.LOAD_UNKNOWN
            ? LOAD_UNKNOWN
            : facts.cpuLoadPermille());
    out.i64(facts.memoryBytes()).text(facts.timeZone()).text(facts.place());
    out.u16(facts.sites().size());
    for (SiteFacts site : facts.sites()) {
      out.name(site.site().value()).name(site.group().value());
      out.i64(site.liveVersion()).i64(site.stagedVersion()).i64(site.backupVersion());
      out.text(site.problem());
    }
    out.u32(facts.connections());
  }

  static Register readRegister(WireReader in, DatagramHeader header) {
    long epoch = ElectionWire.readEpoch(in);
    long number = in.u63();
    int part = in.u16();
    int parts = in.u16();
    int flags = in.u8();
    int priority = readPriority(in);
    PeerAddress address = in.address();
    MemberFacts facts = readFacts(in);
    if (!in.ok() || part >= parts || parts > MemberFacts.MAX_SITES) {
      return null;
    }
    return new Register(
        header.sender(),
        header.incarnation(),
        epoch,
        number,
        part,
        parts,
        (flags & CONFIRMED) != 0,
        (flags & MULTICAST_HEARD) != 0,
        priority,
        address,
        facts);
  }

  static void write(WireWriter out, RegistrationReport report) {
    out.i64(report.epoch()).i64(report.number());
    out.u16(report.part()).u16(report.parts()).u16(report.members().size());
    report.members().forEach(member -> out.name(member.value()));
  }

  static RegistrationReport readReport(WireReader in) {
    long epoch = ElectionWire.readEpoch(in);
    long number = in.u63();
    int part = in.u16();
    int parts = in.u16();
    int count = in.u16();
    List<ServerName> members = new ArrayList<>();
    while (in.ok() && members.size() < count) {
      members.add(in.serverName());
    }
    return in.ok() && part < parts
        ? new RegistrationReport(epoch, number, part, parts, List.copyOf(members))
        : null;
  }

  private static MemberFacts readFacts(WireReader in) {
    String agentUrl = in.text(MemberFacts.MAX_URL_BYTES);
    long freeDiskBytes = in.u63();
    int cpus = in.u16();
    int loadPermille = readLoad(in);
    long memoryBytes = in.u63();
    String timeZone = in.text(MemberFacts.MAX_LABEL_BYTES);
    String place = in.text(MemberFacts.MAX_LABEL_BYTES);
    int count = in.u16();
    List<SiteFacts> sites = new ArrayList<>();
    while (in.ok() && sites.size() < count) {
      sites.add(readSite(in));
    }
    int connections = (int) Math.min(MAX_COUNT, in.u32());
    return in.ok()
        ? new MemberFacts(
            agentUrl,
            freeDiskBytes,
            cpus,
            loadPermille,
            memoryBytes,
            connections,
            timeZone,
            place,
            sites)
        : null;
  }

  private static SiteFacts readSite(WireReader in) {
    String site = in.name();
    String group = in.name();
    long live = in.u63();
    long staged = in.u63();
    long backup = in.u63();
    String problem = in.text(SiteFacts.MAX_PROBLEM_BYTES);
    if (!HostedSite.isValid(site) || !ContentGroup.isValid(group)) {
      in.fail();
    }
    return in.ok()
        ? new SiteFacts(
            new HostedSite(site), new ContentGroup(group), live, staged, backup, problem)
        : null;
  }

  private static int readPriority(WireReader in) {
    int priority = in.u8();
    if (priority == NEVER_LEADS) {
      return ElectionConfig.NEVER_LEADS;
    }
    if (priority > ElectionConfig.MAX_PRIORITY) {
      in.fail();
    }
    return priority;
  }

  private static int readLoad(WireReader in) {
    int permille = in.u16();
    if (permille == LOAD_UNKNOWN) {
      return MemberFacts.LOAD_UNKNOWN;
    }
    if (permille > MAX_PERMILLE) {
      in.fail();
    }
    return permille;
  }

  private static int bytesOf(SiteFacts site) {
    return 1
        + site.site().value().length()
        + 1
        + site.group().value().length()
        + 24
        + 2
        + site.problem().getBytes(StandardCharsets.UTF_8).length;
  }

  private static <T> List<List<T>> divide(List<T> items, ToIntFunction<T> bytes, int fixedBytes) {
    List<List<T>> parts = new ArrayList<>();
    List<T> part = new ArrayList<>();
    int free = DatagramHeader.MAX_DATAGRAM_BYTES - fixedBytes;
    for (T item : items) {
      int size = bytes.applyAsInt(item);
      if (size > free) {
        parts.add(part);
        part = new ArrayList<>();
        free = DatagramHeader.MAX_DATAGRAM_BYTES - fixedBytes;
      }
      part.add(item);
      free -= size;
    }
    parts.add(part);
    return parts;
  }
}
