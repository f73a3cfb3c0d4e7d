package org.contentmover.content.assignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.content.delta.BaseRange;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.Transform;
import org.contentmover.content.delta.View;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;
import org.contentmover.format.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The very bytes of docs/formats/assignment.md: who changes them changes the document, and makes
 * servers and managers of two releases strangers to each other.
 */
class AssignmentBytesTest {
  private static final List<ManifestEntry> BASE_FILES =
      List.of(
          ManifestEntry.file("a", 0644, 0, 10, ContentHash.OF_NOTHING),
          ManifestEntry.file("b", 0644, 0, 300, ContentHash.OF_NOTHING));

  private static final List<AssignmentCommand> EVERY_COMMAND =
      List.of(
          change(new TreeChange.MoveDirectory("old", "new")),
          change(new TreeChange.RemoveDirectory("gone")),
          change(new TreeChange.RemoveFile("f")),
          change(new TreeChange.MakeDirectory(ManifestEntry.directory("d", 0755, 1_000_000))),
          change(new TreeChange.PutSymlink(ManifestEntry.symlink("l", 3_000_000, "d"))),
          change(new TreeChange.SetAttributes("s", 0600, 2_000_000)),
          new AssignmentCommand.Content(new Piece.Stored(5), 0x12345678),
          new AssignmentCommand.Content(new Piece.Zstd(1_000, 99), 1),
          new AssignmentCommand.Content(
              new Piece.Patch(
                  200,
                  17,
                  List.of(new BaseRange(1, View.RAW, 0, 300), new BaseRange(0, View.RAW, 2, 3)),
                  List.of(new MadeRange(1_000, 5), new MadeRange(0, 9)),
                  4),
              2),
          new AssignmentCommand.Content(
              new Piece.Copy(new BaseRange(1, new View(7, 2), 1, 300)), 0),
          change(
              new TreeChange.PutFile(
                  ManifestEntry.file("p", 0644, 2_000_001, 1_505, ContentHash.NONE))),
          change(new TreeChange.CopyFile("c", 0644, 2_000_001, new TreeChange.CopyFile.OfBase(0))),
          change(new TreeChange.CopyFile("q", 0644, 2_000_001, new TreeChange.CopyFile.OfNew("p"))),
          new AssignmentCommand.Change(
              new TreeChange.PutFile(
                  ManifestEntry.file("z", 0644, 2_000_001, 50, ContentHash.OF_NOTHING)),
              Transform.ZIP,
              75),
          new AssignmentCommand.Entry(new ConfigurationEntry("shop", "db.url", Optional.of("x"))),
          new AssignmentCommand.Entry(new ConfigurationEntry("shop", "old", Optional.empty())),
          new AssignmentCommand.Hook(
              new HookCall("check", HookCall.Moment.BEFORE_SWITCH, false, new TreeMap<>())),
          new AssignmentCommand.Hook(
              new HookCall(
                  "reload",
                  HookCall.Moment.AFTER_SWITCH,
                  true,
                  new TreeMap<>(Map.of("zone", "eu", "age", "7")))));

  private static final List<String> THEIR_BYTES =
      List.of(
          "420a0a036f6c6412036e6577",
          "32060a04676f6e65",
          "2a030a0166",
          "0a0a0a016410ed031880897a",
          "1a0b0a016c108092f4011a0164",
          "220a0a017310800318ff887a",
          "4a09080110052578563412",
          "4a0c080210e80718632501000000",
          "4a28080310c801181125020000002a0208022a06080120022803320508d00f1005320508d90f10093804",
          "4a12080410ac022a0b080210071802200128ac02",
          "120b0a017010a403180220e10b",
          "3a080a016310a4032001",
          "3a090a017110a4032a0170",
          "122e0a017a10a40320322801304b3a20"
              + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "5a110a0473686f70120664622e75726c1a0178",
          "5a0b0a0473686f7012036f6c64",
          "52090a05636865636b1001",
          "52220a0672656c6f61641002180122080a03616765120137220a0a047a6f6e6512026575");

  private static final String HEADER =
      "0801121000000000000000010000000000000002180320012a0f7777772e6578616d706c652e636f"
          + "6d3203616c6c3a0372756e48045220647772e77d8f16f43f3d04900e413c35e668445a46d2fe6e21"
          + "1a2b121e88433b5a2044433dec9b1f6a7b443b25cbad156104543147309fdcce0ba007cb2237ce8d"
          + "f0600568067002780488010398018e63f0013e";

  private static final String COMMANDS =
      "0f0a0d10ed0318aa9cd8d5f7a4eacc2f"
          + "0b4a090801100325b1ac10e2"
          + "10120e0a076f6e652e6a706710a4032001"
          + "10120e0a0774776f2e6a706710a4032002";

  private static AssignmentCommand change(TreeChange change) {
    return new AssignmentCommand.Change(change);
  }

  @TempDir Path directory;

  @Test
  void shouldWriteEveryCommandAsDocumented() {
    CommandEncoder encoder = new CommandEncoder(BASE_FILES);
    List<String> bytes =
        EVERY_COMMAND.stream()
            .map(command -> HexFormat.of().formatHex(encoder.encode(command).toByteArray()))
            .toList();
    assertEquals(String.join("\n", THEIR_BYTES), String.join("\n", bytes));
  }

  @Test
  void shouldReadEveryCommandAsDocumented() throws Exception {
    CommandDecoder decoder = new CommandDecoder(BASE_FILES);
    for (int i = 0; i < EVERY_COMMAND.size(); i++) {
      assertEquals(
          EVERY_COMMAND.get(i), decoder.decode(HexFormat.of().parseHex(THEIR_BYTES.get(i))));
    }
  }

  @Test
  void shouldLayOutTheFileAsDocumented() throws Exception {
    try (Publisher publisher = new Publisher(directory.resolve("ccm"))) {
      SampleTree tree = SampleTree.at(directory.resolve("staging"));
      tree.file("one.jpg", "1").file("two.jpg", "22");
      tree.mode("", "rwxr-xr-x").mode("one.jpg", "rw-r--r--").mode("two.jpg", "rw-r--r--");
      Manifest target = publisher.takeIn(tree.root());
      AssignmentOrder order =
          new AssignmentOrder(
              new AssignmentId(new UUID(1, 2)),
              3,
              AssignmentType.PUBLISH,
              Publisher.SITE,
              Publisher.GROUP,
              "run",
              0,
              4,
              Instant.ofEpochMilli(5),
              Instant.ofEpochMilli(6),
              Activation.IMMEDIATE);
      WrittenAssignment written = publisher.write(order, Manifest.EMPTY, target);

      byte[] bytes = Files.readAllBytes(written.file());
      ByteBuffer preamble = ByteBuffer.wrap(bytes);
      assertEquals(0x434d4153, preamble.getInt());
      assertEquals(1, preamble.getShort());
      assertEquals(0, preamble.getShort());
      int headerEnd = 32 + preamble.getInt();
      int trailerBytes = preamble.getInt();
      int commandsEnd = headerEnd + (int) preamble.getLong();
      assertEquals(3, preamble.getLong());
      assertEquals(bytes.length, commandsEnd + trailerBytes + 3);
      // How short the commands get is the library's doing.
      Header header = Header.parseFrom(Arrays.copyOfRange(bytes, 32, headerEnd));
      assertEquals(
          HEADER,
          HexFormat.of().formatHex(header.toBuilder().clearCommandBytes().build().toByteArray()));
      assertEquals(commandsEnd - headerEnd, header.getCommandBytes());
      byte[] commands = Arrays.copyOfRange(bytes, headerEnd, commandsEnd);
      ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
      unpacked.write(Zstd.decompress(commands, (int) written.header().commandContentBytes()));
      assertEquals(COMMANDS, HexFormat.of().formatHex(unpacked.toByteArray()));
      assertArrayEquals(
          "122".getBytes(StandardCharsets.US_ASCII),
          Arrays.copyOfRange(bytes, bytes.length - 3, bytes.length));
    }
  }
}
