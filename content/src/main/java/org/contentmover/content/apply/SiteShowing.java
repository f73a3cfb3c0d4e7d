package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.hook.HookOccasion;
import org.contentmover.content.hook.HookOutcome;
import org.contentmover.content.hook.InstalledHooks;
import org.contentmover.content.live.LiveTree;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.VersionTree;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.HookCall;

/**
 * Has the server's own switch hook show what is live, where the link alone does not: a web server
 * that names the version in its configuration, a cache, another device (CI-9, CI-10). It is run
 * whenever live points to another tree, whoever did that. What visitors may see because of it is on
 * the disk before it is run: these trees are kept until it has shown one.
 *
 * <p>One thread at a time. Takes as long as the hook.
 */
final class SiteShowing {
  private static final System.Logger LOG = System.getLogger(SiteShowing.class.getName());
  private static final String SHOWN = "shown";

  private final FileSystemOps ops;
  private final SiteDirectory directory;
  private final Versions versions;
  private final InstalledHooks installed;
  private final Optional<HookCall> hook;

  /** Asked for by other threads. */
  private volatile Optional<String> problem = Optional.empty();

  /**
   * Of one site.
   *
   * @param hook its name; empty when the link is all a web server needs
   */
  SiteShowing(
      FileSystemOps ops,
      SiteDirectory directory,
      Versions versions,
      InstalledHooks installed,
      Optional<String> hook) {
    this.ops = ops;
    this.directory = directory;
    this.versions = versions;
    this.installed = installed;
    this.hook =
        hook.map(name -> new HookCall(name, HookCall.Moment.AFTER_SWITCH, true, new TreeMap<>()));
  }

  /**
   * What visitors may see.
   *
   * @param trees one that was shown, or, while the hook runs and after it failed, all that may be
   * @param hook the name of the one that was run
   */
  private record Shown(List<VersionTree> trees, String hook, boolean settled) {
    static final Shown NOTHING = new Shown(List.of(), "", false);

    boolean isBy(Optional<HookCall> other) {
      return settled && other.filter(it -> it.name().equals(hook)).isPresent();
    }
  }

  /**
   * Looks whether the hook could be run.
   *
   * @throws AssignmentRejected when it could not
   */
  void requireInstalled() throws AssignmentRejected {
    installed.require(hook.map(List::of).orElse(List.of()));
  }

  /** Why visitors may not see what is live, for an administrator. Answers at once. */
  Optional<String> problem() {
    return problem;
  }

  /** The trees that visitors may see: they stay, whatever is live. */
  Set<VersionTree> trees() throws IOException {
    return hook.isEmpty() ? Set.of() : Set.copyOf(lastShown().trees());
  }

  /** Has the hook show a version; empty when there is none to be run. */
  Optional<HookOutcome> show(HookOccasion.Event event, Optional<ContentGroup> group, long version)
      throws IOException {
    if (hook.isEmpty()) {
      return Optional.empty();
    }
    VersionTree tree = directory.tree(version);
    HookOutcome outcome = run(event, group, tree);
    if (outcome.succeeded()) {
      noteShown(tree);
    }
    problem =
        outcome.succeeded()
            ? Optional.empty()
            : Optional.of("version " + version + " may not be shown: " + outcome.text());
    return Optional.of(outcome);
  }

  /** Whatever becomes of the hook, visitors may see this tree from now on. */
  private HookOutcome run(HookOccasion.Event event, Optional<ContentGroup> group, VersionTree tree)
      throws IOException {
    Shown before;
    try {
      before = lastShown();
      List<VersionTree> possible =
          Stream.concat(before.trees().stream(), Stream.of(tree)).distinct().toList();
      write(new Shown(possible, hook.orElseThrow().name(), false));
    } catch (IOException e) {
      return new HookOutcome(
          hook.orElseThrow(),
          false,
          "hook "
              + hook.get().name()
              + " was not run, because that cannot be noted: "
              + FailureReasons.text(e));
    }
    boolean known = event != HookOccasion.Event.SHOW && before.isBy(hook);
    return installed.run(
        hook.orElseThrow(),
        new HookOccasion(
            event,
            directory.site(),
            group,
            tree.version(),
            directory.path(tree),
            directory.live(),
            known
                ? versions.changes(before.trees().get(0).version(), tree.version())
                : Optional.empty()));
  }

  /** Has the hook show what is live, unless it did. */
  void catchUp(Optional<ContentGroup> group) throws IOException {
    if (hook.isEmpty() || !LiveTree.inspect(directory).is(LiveTree.Kind.VERSION)) {
      return;
    }
    VersionTree live = LiveTree.treeOf(directory.live()).orElseThrow();
    Shown last = lastShown();
    if (!last.isBy(hook) || !last.trees().equals(List.of(live))) {
      show(HookOccasion.Event.SHOW, group, live.version());
    } else {
      problem = Optional.empty();
    }
  }

  /**
   * What is no such line says nothing: the hook is run once more.
   *
   * @throws IOException when it cannot be read now: then it may say what must not be deleted
   */
  private Shown lastShown() throws IOException {
    try {
      List<String> words = List.of(Files.readString(directory.shown()).strip().split(" "));
      int trees = words.size() - 2;
      return new Shown(
          words.subList(0, trees).stream()
              .map(VersionTree::named)
              .map(Optional::orElseThrow)
              .toList(),
          words.get(trees),
          words.get(trees + 1).equals(SHOWN));
    } catch (NoSuchFileException e) {
      return Shown.NOTHING;
    } catch (CharacterCodingException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, directory.shown() + " is not what was kept", e);
      return Shown.NOTHING;
    }
  }

  /** That it cannot be kept changes nothing of what is shown: the hook is run once more. */
  private void noteShown(VersionTree tree) {
    try {
      write(new Shown(List.of(tree), hook.orElseThrow().name(), true));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what is shown is not known after a restart", e);
    }
  }

  private void write(Shown shown) throws IOException {
    String line =
        shown.trees().stream().map(VersionTree::name).collect(Collectors.joining(" "))
            + " "
            + shown.hook()
            + (shown.settled() ? " " + SHOWN : " changing")
            + "\n";
    AtomicFile.replace(
        ops, directory.shown(), out -> out.write(line.getBytes(StandardCharsets.UTF_8)));
  }
}
