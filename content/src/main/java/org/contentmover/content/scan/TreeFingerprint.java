package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.TreePath;

/**
 * What a tree looks like by stat alone, in one hash (CM-10): whatever is written, renamed, removed,
 * linked or given another mode or time changes it, also when somebody sets the time of modification
 * back, because nobody can set the time of the last change. Opens no file.
 */
public final class TreeFingerprint {
  private TreeFingerprint() {}

  /**
   * Looks at a tree. What cannot be published belongs to the fingerprint as well: the run that it
   * leads to says what is wrong.
   *
   * @return empty when the tree changed meanwhile
   * @throws ScanFailure when its root cannot be looked at
   */
  public static Optional<ContentHash> of(Path root, ScanRules rules) throws ScanFailure {
    Path realRoot = TreeRoot.real(root);
    ScanProblems problems = new ScanProblems();
    try {
      Optional<ContentHash> fingerprint = look(realRoot, rules, problems);
      if (problems.sorted().stream().noneMatch(TreeFingerprint::hidesEverything)) {
        return fingerprint;
      }
    } catch (IOException e) {
      problems.unreadable(TreePath.ROOT, e);
    }
    throw problems.failure(root.toString());
  }

  private static Optional<ContentHash> look(Path realRoot, ScanRules rules, ScanProblems problems)
      throws IOException {
    TreeWalk walk =
        new TreeWalk(new RuleMatcher(rules), problems, ScanIndex.EMPTY, content -> true);
    ListedDirectory tree = walk.walk(realRoot);
    walk.requireDirectoriesUnchanged();
    List<ScanProblem> found = problems.sorted();
    if (found.stream().anyMatch(TreeFingerprint::saysNothing)) {
      return Optional.empty();
    }
    MessageDigest digest = ContentHash.newDigest();
    InOrder.visit(
        tree,
        new InOrder.Visitor() {
          @Override
          public void directory(ListedDirectory directory) {
            add(digest, directory.path(), directory.stamp());
          }

          @Override
          public void file(ListedDirectory directory, int at) {
            add(digest, directory.pathOf(at), directory.stampOf(at));
          }
        });
    found.forEach(problem -> add(digest, problem.toString()));
    return Optional.of(ContentHash.of(digest.digest()));
  }

  private static boolean hidesEverything(ScanProblem problem) {
    return problem.kind() == Kind.UNREADABLE && problem.path().equals(TreePath.ROOT);
  }

  private static boolean saysNothing(ScanProblem problem) {
    return problem.kind() == Kind.CHANGED_WHILE_SCANNED || problem.kind() == Kind.INTERRUPTED;
  }

  private static void add(MessageDigest digest, String path, FileStamp stamp) {
    add(digest, path);
    digest.update(
        ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES)
            .putInt(stamp.mode())
            .putLong(stamp.inode())
            .putLong(stamp.sizeBytes())
            .putLong(stamp.mtimeNs())
            .putLong(stamp.ctimeNs())
            .flip());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
