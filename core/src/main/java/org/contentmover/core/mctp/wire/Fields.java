package org.contentmover.core.mctp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/** Fields that several transfer messages have. */
final class Fields {
  /** Longest reason, in bytes of UTF-8. */
  static final int MAX_REASON_BYTES = 500;

  private Fields() {}

  static void writeAssignment(WireWriter out, AssignmentId assignment, long epoch) {
    UUID id = assignment.value();
    out.i64(id.getMostSignificantBits()).i64(id.getLeastSignificantBits()).i64(epoch);
  }

  static AssignmentId readAssignment(WireReader in) {
    return new AssignmentId(new UUID(in.i64(), in.i64()));
  }

  static void writeServers(WireWriter out, List<ServerName> servers) {
    out.u16(servers.size());
    servers.forEach(server -> out.name(server.value()));
  }

  /** Stops at the first name that is none: a lying count costs nothing. */
  static List<ServerName> readServers(WireReader in) {
    int count = in.u16();
    List<ServerName> servers = new ArrayList<>();
    for (int i = 0; i < count && in.ok(); i++) {
      ServerName server = in.serverName();
      if (server != null) {
        servers.add(server);
      }
    }
    return List.copyOf(servers);
  }

  /** An unsigned number below 2^31 in groups of 7 bits, lowest first. */
  static void writeVarint(WireWriter out, int value) {
    int rest = value;
    while (rest > 0x7F) {
      out.u8(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.u8(rest);
  }

  static int varintBytes(int value) {
    return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  static int readVarint(WireReader in) {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int group = in.u8();
      value |= (group & 0x7FL) << shift;
      if (group < 0x80) {
        if (value > Integer.MAX_VALUE) {
          in.fail();
          return 0;
        }
        return (int) value;
      }
    }
    in.fail();
    return 0;
  }

  /** A code from 1 to the number of constants; null when it is none. */
  static <E extends Enum<E>> E readCode(WireReader in, E[] constants) {
    int code = in.u8();
    if (code < 1 || code > constants.length) {
      in.fail();
      return null;
    }
    return constants[code - 1];
  }

  static int code(Enum<?> constant) {
    return constant.ordinal() + 1;
  }
}
