package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.assignment.ContentLayout;
import org.contentmover.content.disk.DiskScratch;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.FileSystemTraits;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.TreeInterpreter;
import org.contentmover.core.interpret.TreeResult;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * The outcome of the first pass: the tree an assignment starts from, the tree it leads to, and
 * where all content is. Nothing has been written when it exists (CI-6).
 *
 * <p>Which interpreter a command is for depends on its kind: changes of the tree, content,
 * configuration entries, hooks.
 *
 * @param baseFiles the files of the base, which content names by their index
 * @param entries of the version
 * @param hooks in the order in which they are run
 * @param scratch where the tree lies
 */
record StagingPlan(
    TreeResult tree,
    List<ManifestEntry> baseFiles,
    ContentLayout layout,
    List<ConfigurationEntry> entries,
    List<HookCall> hooks,
    DiskScratch scratch)
    implements Closeable {

  /**
   * Reads all commands.
   *
   * @throws AssignmentRejected when the base is not here, a command is unsafe or wrong, or the
   *     result is not what is signed, as far as that can be seen without the content
   */
  static StagingPlan of(AssignmentReader reader, Site site, FileSystemTraits traits)
      throws IOException, AssignmentRejected {
    DiskScratch scratch = new DiskScratch(site.ops(), site.directory().scratch());
    StagingPlan plan = null;
    try {
      plan = of(reader, site.versions(), traits, scratch);
      return plan;
    } finally {
      if (plan == null) {
        scratch.close();
      }
    }
  }

  private static StagingPlan of(
      AssignmentReader reader, Versions versions, FileSystemTraits traits, DiskScratch scratch)
      throws IOException, AssignmentRejected {
    AssignmentHeader header = reader.header();
    Manifest base = base(header, versions);
    List<ManifestEntry> baseFiles = base.files();
    TreeInterpreter interpreter = new TreeInterpreter(base, traits, scratch);
    ContentLayout layout = new ContentLayout();
    List<ConfigurationEntry> entries = new ArrayList<>();
    List<HookCall> hooks = new ArrayList<>();
    long count = 0;
    try (CommandStream commands = reader.commands(baseFiles)) {
      for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
        if (it instanceof AssignmentCommand.Hook hook) {
          hooks.add(hook.call());
          SiteHooks.requireFew(hooks);
        } else if (!hooks.isEmpty()) {
          throw wrong("it changes something after its hooks");
        } else if (it instanceof AssignmentCommand.Entry entry) {
          entries.add(entry.entry());
        } else if (!entries.isEmpty()) {
          throw wrong("it changes the tree after its configuration entries");
        } else {
          if (it instanceof AssignmentCommand.Change command) {
            interpreter.accept(command.change());
          }
          layout.accept(it);
        }
        count++;
      }
    }
    layout.finish(reader.dataBytes());
    try {
      ConfigurationEntry.requireSet(entries);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    if (count != header.commandCount()) {
      throw wrong("it has " + count + " commands, its header says " + header.commandCount());
    }
    TreeResult tree = interpreter.result();
    if (layout.files() == 0 && !tree.target().hash().equals(header.targetManifestSha256())) {
      throw wrong("its commands do not lead to the tree its header names");
    }
    return new StagingPlan(tree, baseFiles, layout, entries, hooks, scratch);
  }

  /** A file whose content travels. */
  ManifestEntry put(int number) {
    return tree.target().entries().get(tree.put(number));
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }

  private static Manifest base(AssignmentHeader header, Versions versions)
      throws IOException, AssignmentRejected {
    Manifest base =
        header.baseVersion() == 0
            ? Manifest.EMPTY
            : versions
                .manifest(header.baseVersion())
                .orElseThrow(
                    () -> mismatch("version " + header.baseVersion() + " is not on this server"));
    if (!base.hash().equals(header.baseManifestSha256())) {
      throw mismatch(
          "version " + header.baseVersion() + " of this server is not the one it was made for");
    }
    return base;
  }

  private static AssignmentRejected mismatch(String why) {
    return new AssignmentRejected(
        RefusalReason.BASE_MISMATCH, "the assignment does not fit: " + why + "; synchronize it");
  }

  private static AssignmentRejected wrong(String why) {
    return new AssignmentRejected(
        RefusalReason.WRONG_COMMANDS, "the assignment contradicts itself: " + why);
  }
}
