package org.contentmover.system.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
      recording.read(file(directory, host));
    }
    return recording;
  }

  /** Where a member that starts now is to write down what it sends: each life has its own file. */
  static Path fileOfNextLife(Path directory, int host) throws IOException {
    String name = String.format("life-%03d-of-%d", lives(directory, "*").size(), host);
    return Files.createFile(directory.resolve(name));
  }

  /** What that host has said in its present life. */
  static Recording ofPresentLife(Path directory, int host) throws IOException {
    List<Path> lives = lives(directory, Integer.toString(host));
    Recording recording = new Recording();
    recording.read(lives.get(lives.size() - 1));
    return recording;
  }

  /** What everybody has said in all lives, the latest ones last. */
  static Recording ofAllLives(Path directory) throws IOException {
    Recording recording = new Recording();
    for (Path life : lives(directory, "*")) {
      recording.read(life);
    }
    return recording;
  }

  private static List<Path> lives(Path directory, String host) throws IOException {
    List<Path> lives = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "life-*-of-" + host)) {
      files.forEach(lives::add);
    }
    Collections.sort(lives);
    return lives;
  }

  private void read(Path file) throws IOException {
    String said = Files.readString(file);
    said.substring(0, said.lastIndexOf('\n') + 1).lines().map(Parcel::parse).forEach(parcels::add);
  }

  boolean has(int type) {
    return parcels.stream().anyMatch(parcel -> parcel.type() == type);
  }

  /** The life of the sender of the first control datagram. */
  long firstLife() {
    return parcels.stream().filter(it -> !it.isFrame()).findFirst().orElseThrow().life();
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
    List<Parcel> parcels = new ArrayList<>(toGroups(datagrams));
    parcels.addAll(toEach(datagrams, members));
    return parcels;
  }

  /** The same to the control group and to the data group. */
  static List<Parcel> toGroups(List<byte[]> datagrams) {
    return to(
        List.of(
            new InetSocketAddress(LabSegment.CONTROL_GROUP, LabSegment.CONTROL_PORT),
            new InetSocketAddress(LabSegment.DATA_GROUP, LabSegment.DATA_PORT)),
        datagrams);
  }

  /** The same to each member's present address. */
  static List<Parcel> toEach(List<byte[]> datagrams, List<LabMember> members)
      throws InterruptedException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (LabMember member : members) {
      addresses.add(member.address());
    }
    return to(addresses, datagrams);
  }

  private static List<Parcel> to(List<InetSocketAddress> addresses, List<byte[]> datagrams) {
    List<Parcel> parcels = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      datagrams.forEach(datagram -> parcels.add(new Parcel(address, datagram)));
    }
    return parcels;
  }
}
