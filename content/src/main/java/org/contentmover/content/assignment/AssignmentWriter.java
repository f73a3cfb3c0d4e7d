package org.contentmover.content.assignment;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.contentmover.content.delta.BaseFiles;
import org.contentmover.content.delta.DeltaPlan;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.delta.DeltaWriter;
import org.contentmover.content.delta.NewFiles;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.seal.AssignmentSeal;
import org.contentmover.content.seal.DataParts;
import org.contentmover.content.store.CompressionPolicy;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.FileSystemTraits;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.StagingCost;
import org.contentmover.core.interpret.TreeInterpreter;
import org.contentmover.core.interpret.TreeResult;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestDiff;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * Writes assignments: commands, data and signature in one file (CM-12). Commands and data are
 * written apart, because the header that comes first names their lengths and hashes.
 *
 * <p>Safe for any thread; two writers must not write the same file. Afterwards the file is complete
 * and durable, or does not exist.
 */
public final class AssignmentWriter {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final BaseFiles NOT_USED =
      index -> {
        throw new IllegalStateException("the base is not read");
      };

  private final ContentStore store;
  private final SigningKey key;
  private final DeltaProfile profile;

  public AssignmentWriter(ContentStore store, SigningKey key, DeltaProfile profile) {
    this.store = store;
    this.key = key;
    this.profile = profile;
  }

  /**
   * Writes what leads from the base to the target.
   *
   * @param base {@link Manifest#EMPTY} with base version 0 for the whole tree
   * @param target its content is in the store, and so is that of the base
   */
  public WrittenAssignment write(Path file, AssignmentOrder order, Manifest base, Manifest target)
      throws IOException {
    return draft(file, order, base, target).keep();
  }

  /**
   * As {@link #write(Path, AssignmentOrder, Manifest, Manifest)}, with the content of the base from
   * somewhere else than the store.
   */
  public WrittenAssignment write(
      Path file, AssignmentOrder order, Manifest base, BaseFiles baseFiles, Manifest target)
      throws IOException {
    return draft(file, order, base, baseFiles, target).keep();
  }

  /**
   * As {@link #write}, but nothing is durable yet: for whoever sends by itself and waits for the
   * disk meanwhile. The CCM does not: what it sends is recorded before.
   *
   * @param target its content is in the store, or in what is being taken in
   */
  public AssignmentDraft draft(Path file, AssignmentOrder order, Manifest base, Manifest target)
      throws IOException {
    return draft(file, order, base, null, target);
  }

  /**
   * As {@link #draft(Path, AssignmentOrder, Manifest, Manifest)}, but what changed is sent whole:
   * for a base whose content in the store cannot be read.
   */
  public AssignmentDraft draftWithoutDeltas(
      Path file, AssignmentOrder order, Manifest base, Manifest target) throws IOException {
    return draft(file, order, base, NOT_USED, target);
  }

  /**
   * Writes.
   *
   * @param baseFiles null for the store
   */
  private AssignmentDraft draft(
      Path file, AssignmentOrder order, Manifest base, BaseFiles baseFiles, Manifest target)
      throws IOException {
    require(
        order.type().carriesContent(), "an assignment of type " + order.type() + " has no content");
    require(
        (order.baseVersion() == 0) == base.isEmpty(), "the empty tree, and only it, is version 0");
    Optional<AssignmentSeal.Made> seal =
        order.sealing().map(it -> AssignmentSeal.make(order.assignmentId(), it.boxes()));
    Path commandsFile = file.resolveSibling(file.getFileName() + "~commands");
    Path dataFile = file.resolveSibling(file.getFileName() + "~data");
    try {
      ManifestDiff diff = ManifestDiff.between(base, target);
      TreeResult result = interpreted(diff, base, target);
      AssignmentSections sections =
          writeSections(order, seal, commandsFile, dataFile, diff, base, baseFiles, target);
      AssignmentHeader header =
          sections.header(
              order,
              base.hash(),
              target.hash(),
              StagingCost.bytes(result, sections.usedAgainBytes()));
      return new AssignmentAssembly(
              key,
              order.statement(),
              seal.map(it -> it.with(sections.parts().orElseThrow())),
              List.of())
          .write(file, header, sections);
    } finally {
      Files.deleteIfExists(commandsFile);
      Files.deleteIfExists(dataFile);
    }
  }

  /**
   * The space that no server needs more of to stage the target beside its base, whatever deltas are
   * found (CM-6); takes no longer than to compare the two trees.
   *
   * @param contentBytes of all content that travels
   * @throws IOException when no server would take the target
   */
  public static long mostRequiredBytes(Manifest base, Manifest target, long contentBytes)
      throws IOException {
    long mostUsedAgain = base.isEmpty() ? 0 : Math.min(contentBytes, Piece.MAX_USED_AGAIN_BYTES);
    return StagingCost.bytes(
        interpreted(ManifestDiff.between(base, target), base, target), mostUsedAgain);
  }

  /** What every server is going to make of it, and where it gets each file from. */
  private static TreeResult interpreted(ManifestDiff diff, Manifest base, Manifest target)
      throws IOException {
    try {
      TreeInterpreter interpreter =
          new TreeInterpreter(base, FileSystemTraits.POSIX, HeapScratch::new);
      for (TreeChange change : diff.changes()) {
        interpreter.accept(change);
      }
      TreeResult result = interpreter.result();
      if (result.target().equals(target)) {
        return result;
      }
      throw new IllegalStateException("the changes found do not lead to the tree they are for");
    } catch (AssignmentRejected e) {
      throw new IOException("no server would take this tree: " + e.getMessage(), e);
    }
  }

  /**
   * Writes an assignment without content: commit, abort, rollback or removal; less than 8 KiB.
   *
   * @param versionManifestSha256 the manifest of the version concerned, {@link ContentHash#NONE}
   *     for whichever it is
   */
  public WrittenAssignment writeOrder(
      Path file, AssignmentOrder order, ContentHash versionManifestSha256) throws IOException {
    return writeOrder(file, order, versionManifestSha256, List.of());
  }

  /**
   * Writes one commit of several sites, which go live together (CM-9).
   *
   * @param commits of different sites, under one id and with the same times; each with the manifest
   *     of the version concerned
   */
  public WrittenAssignment writeJointCommit(Path file, Map<AssignmentOrder, ContentHash> commits)
      throws IOException {
    List<AssignmentOrder> orders =
        commits.keySet().stream()
            .sorted(Comparator.comparing(order -> order.hostedSite().value()))
            .toList();
    List<SiteCommit> others =
        orders.stream().skip(1).map(it -> siteCommit(it, commits.get(it))).toList();
    return writeOrder(file, orders.get(0), commits.get(orders.get(0)), others);
  }

  private static SiteCommit siteCommit(AssignmentOrder order, ContentHash versionManifestSha256) {
    return new SiteCommit(
        AssignmentSections.NONE.header(order, ContentHash.NONE, versionManifestSha256, 0),
        order.statement(),
        order.hooks());
  }

  private WrittenAssignment writeOrder(
      Path file, AssignmentOrder order, ContentHash versionManifestSha256, List<SiteCommit> joint)
      throws IOException {
    require(
        !order.type().carriesContent(), "an assignment of type " + order.type() + " has content");
    require(order.entries().isEmpty(), "only what has content has configuration entries");
    require(order.sealing().isEmpty(), "only what has content is sealed");
    Path commandsFile = file.resolveSibling(file.getFileName() + "~commands");
    try {
      AssignmentSections hooks = hooks(order, commandsFile);
      AssignmentHeader header = hooks.header(order, ContentHash.NONE, versionManifestSha256, 0);
      return new AssignmentAssembly(key, order.statement(), Optional.empty(), joint)
          .write(file, header, hooks)
          .keep();
    } finally {
      Files.deleteIfExists(commandsFile);
    }
  }

  private static AssignmentSections hooks(AssignmentOrder order, Path commandsFile)
      throws IOException {
    if (order.hooks().isEmpty()) {
      return AssignmentSections.NONE;
    }
    CommandSection commands =
        new CommandSection(buffered(commandsFile), Optional.empty(), List.of());
    try (commands) {
      write(order.hooks(), commands);
    }
    return AssignmentSections.of(commands, commandsFile);
  }

  private AssignmentSections writeSections(
      AssignmentOrder order,
      Optional<AssignmentSeal.Made> seal,
      Path commandsFile,
      Path dataFile,
      ManifestDiff diff,
      Manifest base,
      BaseFiles baseFiles,
      Manifest target)
      throws IOException {
    CommandSection commands =
        new CommandSection(
            buffered(commandsFile), seal.map(AssignmentSeal.Made::sections), base.files());
    Optional<SecretContent> secrets =
        order
            .sealing()
            .filter(it -> !it.paths().isEmpty())
            .map(it -> new SecretContent(it.paths(), base));
    ContentSection content = new ContentSection(commands, dataFile, secrets);
    try (commands;
        content) {
      List<ManifestEntry> files = new ArrayList<>();
      List<TreeChange> copies = new ArrayList<>();
      for (TreeChange change : diff.changes()) {
        if (change instanceof TreeChange.CopyFile) {
          copies.add(change);
        } else if (change instanceof TreeChange.PutFile put && put.entry().sizeBytes() > 0) {
          files.add(put.entry());
        } else {
          commands.write(new AssignmentCommand.Change(change));
        }
      }
      Predicate<ManifestEntry> apart = file -> secrets.filter(it -> it.isSecret(file)).isPresent();
      writeContent(order.type(), dataFile, base, baseFiles, target, files, apart, content);
      for (TreeChange copy : copies) {
        commands.write(new AssignmentCommand.Change(copy));
      }
      for (ConfigurationEntry entry : order.entries()) {
        commands.write(new AssignmentCommand.Entry(entry));
      }
      write(order.hooks(), commands);
    }
    Optional<DataParts> parts =
        seal.map(
            it ->
                secrets
                    .map(SecretContent::parts)
                    .orElseGet(() -> DataParts.allSealed(content.bytes())));
    return AssignmentSections.of(commands, commandsFile).and(content, parts);
  }

  private static void write(List<HookCall> hooks, CommandSection commands) throws IOException {
    for (HookCall call : hooks) {
      commands.write(new AssignmentCommand.Hook(call));
    }
  }

  private boolean isWhole(Manifest base, BaseFiles baseFiles) {
    return baseFiles != NOT_USED
        && (baseFiles != null || base.files().stream().noneMatch(this::isLost));
  }

  private boolean isLost(ManifestEntry file) {
    return file.sizeBytes() > 0 && !store.contains(file.sha256());
  }

  /**
   * Frames of the store for whoever has nothing, and when the store lost what the base has; else
   * what the base lacks. Who catches up may be a server that could not deflate an archive again: no
   * archive is taken apart for it.
   */
  private void writeContent(
      AssignmentType type,
      Path dataFile,
      Manifest base,
      BaseFiles baseFiles,
      Manifest target,
      List<ManifestEntry> files,
      Predicate<ManifestEntry> apart,
      ContentSection content)
      throws IOException {
    if (base.isEmpty() || files.isEmpty() || !isWhole(base, baseFiles)) {
      new StoredFrames(store, content, apart).add(files);
      return;
    }
    List<ManifestEntry> inStore = base.files();
    try (StoredFiles stored =
        new StoredFiles(store, dataFile.resolveSibling(dataFile.getFileName() + "~unpacked"))) {
      BaseFiles old =
          baseFiles != null ? baseFiles : index -> stored.open(inStore.get(index).sha256());
      NewFiles now = file -> stored.open(file.sha256());
      DeltaPlan plan = DeltaPlan.between(base, target, old, now);
      CompressionPolicy compression =
          type == AssignmentType.PUBLISH ? store.compression() : store.compression().ofAllTypes();
      Path scratch = dataFile.toAbsolutePath().getParent();
      new DeltaWriter(plan, old, now, profile, compression, scratch, apart).write(content);
    }
    if (content.files() != files.size()) {
      throw new IllegalStateException(
          "the delta has " + content.files() + " files, the difference " + files.size());
    }
  }

  private static OutputStream buffered(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
