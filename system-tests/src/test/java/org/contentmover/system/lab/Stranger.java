package org.contentmover.system.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Somebody in the network who sends what he likes: a process in a host of the lab. */
final class Stranger implements AutoCloseable {

  /**
   * What he sends.
   *
   * @param to a multicast group or a member
   */
  record Parcel(InetSocketAddress to, byte[] bytes) {
    private static final int TYPE_AT = 2;
    private static final int INCARNATION_AT = 12;
    private static final int FIRST_FRAME_TYPE = 64;

    /** Incarnation, number of the key, counter, code. */
    private static final int FRAME_ENVELOPE_BYTES = 32;

    /** A line {@code IP PORT HEX}. */
    static Parcel parse(String line) {
      String[] words = line.split(" ");
      return new Parcel(
          new InetSocketAddress(words[0], Integer.parseInt(words[1])),
          HexFormat.of().parseHex(words[2]));
    }

    String line() {
      return to.getAddress().getHostAddress()
          + " "
          + to.getPort()
          + " "
          + HexFormat.of().formatHex(bytes);
    }

    int type() {
      return bytes[TYPE_AT] & 0xFF;
    }

    boolean isFrame() {
      return type() >= FIRST_FRAME_TYPE;
    }

    /** The number its sender drew when it started; a frame tells it when it is sealed. */
    long life() {
      return ByteBuffer.wrap(bytes)
          .getLong(isFrame() ? bytes.length - FRAME_ENVELOPE_BYTES : INCARNATION_AT);
    }
  }

  private final Process process;
  private final BufferedReader answers;
  private final Path directory;
  private int files;

  private Stranger(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Stranger start(List<String> command, Path log) throws IOException {
    return new Stranger(
        new ProcessBuilder(command).redirectError(log.toFile()).start(), log.getParent());
  }

  /** Sends each parcel once, in this order, so many in a second; returns when it has. */
  void send(List<Parcel> parcels, int perSecond) throws IOException {
    ask("send " + write(parcels) + " " + perSecond);
  }

  /** Sends these parcels again and again, so many in a second if it can, until told to stop. */
  void flood(List<Parcel> parcels, int perSecond) throws IOException {
    ask("flood " + write(parcels) + " " + perSecond);
  }

  /** Ends the flood; how many datagrams a second it was. */
  long endFlood() throws IOException {
    return Long.parseLong(ask("stop"));
  }

  private Path write(List<Parcel> parcels) throws IOException {
    List<String> lines = new ArrayList<>();
    parcels.forEach(parcel -> lines.add(parcel.line()));
    return Files.write(directory.resolve("parcels-" + process.pid() + "-" + files++), lines);
  }

  private String ask(String command) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    String answer = answers.readLine();
    if (answer == null || !answer.startsWith("done")) {
      throw new IOException("the stranger did not " + command + ": " + answer);
    }
    return answer.substring("done".length()).trim();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
