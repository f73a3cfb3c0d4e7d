package org.contentmover.ccm.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Where things are in the CCM's data directory. All nodes of one CCM share it, as they share the
 * database. Immutable.
 */
public record DataDirectory(Path root) {

  /** Makes the directories; only the CCM's own user may enter. */
  public static DataDirectory prepare(Path root) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root.toAbsolutePath().getParent());
      Files.createDirectory(root, ownerOnly);
    }
    DataDirectory data = new DataDirectory(root);
    Files.createDirectories(data.store());
    Files.createDirectories(data.assignments());
    Files.createDirectories(data.indexes());
    Files.createDirectories(data.keyFile().getParent(), ownerOnly);
    return data;
  }

  /** The content store: objects and refs. */
  public Path store() {
    return root.resolve("store");
  }

  public Path assignments() {
    return root.resolve("assignments");
  }

  public Path assignment(UUID id) {
    return assignments().resolve(id + ".assignment");
  }

  /**
   * What the last scan of each staging area saw; may be lost at any time, then the next scan reads
   * every file.
   */
  public Path indexes() {
    return root.resolve("indexes");
  }

  public Path index(String stagingArea) {
    return indexes().resolve(stagingArea + ".index");
  }

  /**
   * Content of staging areas on other hosts, on its way into the store; a directory for each
   * attempt at a run.
   */
  public Path arriving() {
    return root.resolve("arriving");
  }

  /** The CCM's private key. Whoever has it can command every server. */
  public Path keyFile() {
    return root.resolve("keys").resolve("ccm.key");
  }

  /** Opens the secrets that are kept in the database. */
  public Path vaultFile() {
    return root.resolve("keys").resolve("vault.key");
  }

  public Path initialPassword() {
    return root.resolve("initial-admin-password");
  }

  /** What to tell people when nothing can be written here; a sentence may go on after it. */
  public String unusable(IOException why) {
    return "the CCM cannot work in its data directory "
        + root
        + ": "
        + why.getMessage()
        + "; when its file system is full, free space there";
  }
}
