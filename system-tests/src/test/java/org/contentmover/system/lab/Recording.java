package org.contentmover.system.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.system.lab.Stranger.Parcel;

/** What the members of a segment said to each other: every datagram, with where it went. */
final class Recording {
  private final List<Parcel> parcels = new ArrayList<>();

  /** Where a member is to write down what it sends. */
  static Path file(Path directory, int host) {
    return directory.resolve("record-" + host);
  }

  /** What these hosts have said until now; a line that is just being written is left out. */
  static Recording of(Path directory, int hosts) throws IOException {
    Recording recording = new Recording();
    for (int host = 1; host <= hosts; host++) {
      String said = Files.readString(file(directory, host));
      said.substring(0, said.lastIndexOf('\n'))
          .lines()
          .map(Parcel::parse)
          .forEach(recording.parcels::add);
    }
    return recording;
  }

  List<Parcel> parcels() {
    return List.copyOf(parcels);
  }

  /** By their types, at most so many of each, the last ones, group and addresses apart. */
  SortedMap<Integer, List<Parcel>> byType(int most) {
    SortedMap<Integer, List<Parcel>> byType = new TreeMap<>();
    for (Parcel parcel : parcels) {
      byType.computeIfAbsent(parcel.type(), type -> new ArrayList<>()).add(parcel);
    }
    byType.replaceAll((type, all) -> last(all, most));
    return byType;
  }

  private static List<Parcel> last(List<Parcel> all, int most) {
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  /** The same to everybody: to both groups, and to each member's present address. */
  static List<Parcel> toEverybody(List<byte[]> datagrams, List<LabMember> members)
      throws InterruptedException {
    List<Parcel> parcels = new ArrayList<>();
    for (InetSocketAddress to : everybody(members)) {
      datagrams.forEach(datagram -> parcels.add(new Parcel(to, datagram)));
    }
    return parcels;
  }

  private static List<InetSocketAddress> everybody(List<LabMember> members)
      throws InterruptedException {
    List<InetSocketAddress> everybody = new ArrayList<>();
    everybody.add(new InetSocketAddress(LabSegment.CONTROL_GROUP, LabSegment.CONTROL_PORT));
    everybody.add(new InetSocketAddress(LabSegment.DATA_GROUP, LabSegment.DATA_PORT));
    for (LabMember member : members) {
      everybody.add(member.address());
    }
    return everybody;
  }
}
