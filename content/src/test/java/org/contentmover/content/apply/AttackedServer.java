package org.contentmover.content.apply;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.format.Command;
import org.contentmover.format.CopyFile;
import org.contentmover.format.MakeDirectory;
import org.contentmover.format.MoveDirectory;
import org.contentmover.format.PutFile;
import org.contentmover.format.PutSymlink;
import org.contentmover.format.RemoveDirectory;
import org.contentmover.format.RemoveFile;
import org.contentmover.format.SetAttributes;

/** A server on which version 1 is live, and an honest update to version 2 that attacks imitate. */
final class AttackedServer implements Closeable {
  static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  /** When the author issued the statement by which version 1 is live. */
  static final Instant LIVE_SINCE = Publisher.NOW.minus(Duration.ofHours(1));

  private final Publisher publisher;
  private final SigningKey author = SigningKey.generate();
  private final Server server;
  private final WrittenAssignment first;
  private final WrittenAssignment commit;
  private final WrittenAssignment update;
  private final WrittenAssignment another;
  private final KeyBox box = KeyBox.create();
  private final Manifest base;
  private final Manifest sealedTarget;
  private Path anotherSealed;

  AttackedServer(Path directory) throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    server = Server.under(directory.resolve("server"));
    SampleTree staging =
        SampleTree.at(directory.resolve("staging"))
            .file("f", "x")
            .file("d/in.txt", "in")
            .directory("d/e")
            .symlink("l", "d");
    base = publisher.takeIn(staging.root());
    Optional<SignedStatement> allowed = Optional.of(statement(LIVE_SINCE, base.hash()));
    first =
        publisher.write(
            publisher.order(AssignmentType.PUBLISH, 0, 1).with(allowed), Manifest.EMPTY, base);
    commit =
        publisher.writeOrder(
            publisher.order(AssignmentType.COMMIT, 0, 1).with(allowed), base.hash());
    staging.file("g", "y");
    update = publisher.publish(base, 1, staging.root(), 2);
    another = publisher.publish(base, 1, staging.root(), 2);
    byte[] large = new byte[250_000];
    new Random(1).nextBytes(large);
    staging.file("large", large);
    sealedTarget = publisher.takeIn(staging.root());
  }

  /** Makes version 1 live; to be called once, by the first agent. */
  void begin() throws IOException {
    try (ContentInterpreter interpreter = openPinned(FileSystemOps.REAL)) {
      for (WrittenAssignment it : List.of(first, commit)) {
        AssignmentOutcome outcome = interpreter.carryOut(it.file());
        if (!outcome.succeeded()) {
          throw new AssertionError(outcome.detail());
        }
      }
    }
  }

  ContentInterpreter open(FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 3, ops);
  }

  /** Carries out orders to several of its sites, of which it has this one. */
  JointCommit joint(FileSystemOps ops) {
    return new JointCommit(
        server.site().path().getParent(), TrustedKeys.of(publisher.key().publicKey()), ops);
  }

  /** Where nothing is shown without the author's word; version 1 was. */
  ContentInterpreter openPinned(FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.of(TrustedKeys.of(author.publicKey()), Publisher.CLOCK),
        Publisher.CLOCK,
        VersionPolicy.ofCount(3),
        ops,
        Surroundings.noneOn("this server"));
  }

  /** Where nothing is taken that is not sealed for this server. */
  ContentInterpreter openSealed(FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        Publisher.CLOCK,
        VersionPolicy.ofCount(3),
        ops,
        Surroundings.noneOn("this server").with(new Unsealing(Optional.of(box), true)));
  }

  /** What this server opens sealed content with. */
  KeyBox box() {
    return box;
  }

  static ByteString boxId(KeyBox box) {
    byte[] address = Base64.getUrlDecoder().decode(box.address());
    return ByteString.copyFrom(Arrays.copyOf(ContentHash.sha256(address).bytes(), 8));
  }

  /** An honest update to version 2, sealed for this server. */
  Path writeSealed(Path file) throws IOException {
    return writeSealed(file, box);
  }

  /** As above, for these. */
  Path writeSealed(Path file, KeyBox... boxes) throws IOException {
    SortedSet<String> addresses = new TreeSet<>();
    for (KeyBox it : boxes) {
      addresses.add(it.address());
    }
    return Files.copy(
        publisher
            .write(
                publisher
                    .order(AssignmentType.PUBLISH, 1, 2)
                    .sealed(Optional.of(new Sealing(addresses, List.of()))),
                base,
                sealedTarget)
            .file(),
        file,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Another one like it, sealed for this server too. */
  Path anotherSealed() throws IOException {
    if (anotherSealed == null) {
      anotherSealed = writeSealed(update.file().resolveSibling("another"));
    }
    return anotherSealed;
  }

  /** A file for whatever is needed for a moment. */
  Path scratch() {
    return update.file().resolveSibling("scratch");
  }

  WrittenAssignment writeCommit() throws IOException {
    return publisher.writeOrder(publisher.order(AssignmentType.COMMIT, 0, 1), base.hash());
  }

  /** Who has to sign what a pinned server is to show. */
  SigningKey author() {
    return author;
  }

  SignedStatement statement(Instant issuedAt, ContentHash target) {
    return SignedStatement.sign(
        author,
        new PublisherStatement(
            Publisher.SITE, Publisher.GROUP, issuedAt, Optional.empty(), target, List.of()));
  }

  /** What the author says to version 1, which is live by it. */
  SignedStatement firstStatement() {
    return statement(LIVE_SINCE, first.header().targetManifestSha256());
  }

  Server server() {
    return server;
  }

  Publisher publisher() {
    return publisher;
  }

  SigningKey key() {
    return publisher.key();
  }

  /** Another one like it, signed by the same key. */
  WrittenAssignment another() {
    return another;
  }

  /** An honest update to version 2. */
  WrittenAssignment update() {
    return update;
  }

  AssignmentHeader honest() {
    return update.header();
  }

  /**
   * Says what the honest update says, under an id and a sequence of its own, and what it is told.
   */
  HostileWriter writer() {
    AssignmentOrder order = publisher.order(AssignmentType.PUBLISH, 1, 2);
    AssignmentHeader it = honest();
    return new HostileWriter(
        new AssignmentHeader(
            order.assignmentId(),
            order.sequence(),
            it.type(),
            it.hostedSite(),
            it.contentGroup(),
            it.jobRunId(),
            it.baseVersion(),
            it.targetVersion(),
            it.baseManifestSha256(),
            it.targetManifestSha256(),
            it.createdAt(),
            it.expiresAt(),
            it.activation(),
            it.commandCount(),
            it.commandBytes(),
            it.commandContentBytes(),
            it.dataBytes(),
            it.requiredBytes(),
            it.statement()));
  }

  /** The id in an assignment that can be opened; else that of the honest update. */
  AssignmentId idOf(Path assignment) throws IOException {
    try (AssignmentReader reader =
        AssignmentReader.open(assignment, TrustedKeys.of(key().publicKey()))) {
      return reader.header().assignmentId();
    } catch (AssignmentRejected e) {
      return honest().assignmentId();
    }
  }

  /** An assignment of these commands, with content for each file. */
  Attack.Writing commands(Command.Builder... commands) {
    return file -> {
      HostileWriter writer = writer();
      ByteString data = ByteString.EMPTY;
      for (Command.Builder command : commands) {
        writer.command(command);
        if (command.hasPutFile()) {
          writer.command(HostileWriter.stored(CONTENT));
          data = data.concat(ByteString.copyFrom(CONTENT));
        }
      }
      writer.data(data.toByteArray());
      return writer.write(file, key());
    };
  }

  @Override
  public void close() throws IOException {
    publisher.close();
  }

  // ---------------------------------------------------------------- commands

  static Command.Builder makeDirectory(String path, int mode) {
    return Command.newBuilder()
        .setMakeDirectory(MakeDirectory.newBuilder().setPath(path).setMode(mode));
  }

  static Command.Builder putFile(String path, int mode) {
    return command(file(path).setMode(mode));
  }

  static Command.Builder command(PutFile.Builder put) {
    return Command.newBuilder().setPutFile(put);
  }

  static Command.Builder putSymlink(String path, String target) {
    return Command.newBuilder()
        .setPutSymlink(PutSymlink.newBuilder().setPath(path).setTarget(target));
  }

  static Command.Builder setAttributes(String path, int mode) {
    return Command.newBuilder()
        .setSetAttributes(SetAttributes.newBuilder().setPath(path).setMode(mode));
  }

  static Command.Builder removeFile(String path) {
    return Command.newBuilder().setRemoveFile(RemoveFile.newBuilder().setPath(path));
  }

  static Command.Builder removeDirectory(String path) {
    return Command.newBuilder().setRemoveDirectory(RemoveDirectory.newBuilder().setPath(path));
  }

  static PutFile.Builder file(String path) {
    return PutFile.newBuilder().setPath(path).setMode(0644).setSizeBytes(CONTENT.length);
  }

  static Command.Builder moveDirectory(String from, String to) {
    return Command.newBuilder()
        .setMoveDirectory(MoveDirectory.newBuilder().setFrom(from).setTo(to));
  }

  static Command.Builder copyFile(String path, UnaryOperator<CopyFile.Builder> original) {
    return Command.newBuilder()
        .setCopyFile(original.apply(CopyFile.newBuilder().setPath(path).setMode(0644)));
  }

  /** A part of a message that no server knows. */
  static UnknownFieldSet unknown(int field) {
    return UnknownFieldSet.newBuilder()
        .addField(field, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
        .build();
  }
}
