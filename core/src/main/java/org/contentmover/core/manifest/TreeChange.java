package org.contentmover.core.manifest;

import java.util.Objects;

/**
 * One step from one tree to another: a primitive of CI-1 without the bytes it may need.
 *
 * <p>Java 17 has no pattern switch; who needs to treat kinds apart implements {@link Visitor}.
 */
public sealed interface TreeChange {
  /** The entry this change is about. */
  String path();

  <R> R accept(Visitor<R> visitor);

  /** A directory that did not exist. */
  record MakeDirectory(ManifestEntry entry) implements TreeChange {
    public MakeDirectory {
      requireKind(entry, EntryKind.DIRECTORY);
    }

    @Override
    public String path() {
      return entry.path();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.makeDirectory(this);
    }
  }

  /**
   * A file, new or with new content; its bytes travel apart. Its hash may be {@link
   * ContentHash#NONE}: not known before the bytes are.
   */
  record PutFile(ManifestEntry entry) implements TreeChange {
    public PutFile {
      requireKind(entry, EntryKind.FILE);
    }

    @Override
    public String path() {
      return entry.path();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.putFile(this);
    }
  }

  /** A symlink, new or with a new target. */
  record PutSymlink(ManifestEntry entry) implements TreeChange {
    public PutSymlink {
      requireKind(entry, EntryKind.SYMLINK);
    }

    @Override
    public String path() {
      return entry.path();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.putSymlink(this);
    }
  }

  /** New mode or time of an entry whose content stays. */
  record SetAttributes(String path, int mode, long mtimeNs) implements TreeChange {
    public SetAttributes {
      TreePath.requireSafe(path);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.setAttributes(this);
    }
  }

  /** A file or symlink goes. */
  record RemoveFile(String path) implements TreeChange {
    public RemoveFile {
      TreePath.requireSafe(path);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeFile(this);
    }
  }

  /** A file whose content is there already. */
  record CopyFile(String path, int mode, long mtimeNs, Source source) implements TreeChange {
    /** Where the content is. */
    public sealed interface Source {}

    /**
     * In a file of the base, whatever becomes of it.
     *
     * @param index among the {@link Manifest#files() files} of the base
     */
    public record OfBase(int index) implements Source {}

    /** In a file that an earlier change puts. */
    public record OfNew(String path) implements Source {
      public OfNew {
        TreePath.requireSafe(path);
      }
    }

    public CopyFile {
      TreePath.requireSafe(path);
      Objects.requireNonNull(source, "source");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.copyFile(this);
    }
  }

  /** A directory of the base gets another path, and all that is in it. See {@link MovedTree}. */
  record MoveDirectory(String from, String path) implements TreeChange {
    public MoveDirectory {
      TreePath.requireSafe(from);
      TreePath.requireSafe(path);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.moveDirectory(this);
    }
  }

  /** A directory of the base goes, and all that is in it. See {@link MovedTree}. */
  record RemoveDirectory(String path) implements TreeChange {
    public RemoveDirectory {
      TreePath.requireSafe(path);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeDirectory(this);
    }
  }

  /** Treats each kind of change in its own way. */
  interface Visitor<R> {
    R makeDirectory(MakeDirectory change);

    R putFile(PutFile change);

    R putSymlink(PutSymlink change);

    R setAttributes(SetAttributes change);

    R removeFile(RemoveFile change);

    R copyFile(CopyFile change);

    R moveDirectory(MoveDirectory change);

    R removeDirectory(RemoveDirectory change);
  }

  private static void requireKind(ManifestEntry entry, EntryKind kind) {
    if (entry.kind() != kind) {
      throw new IllegalArgumentException("entry \"" + entry.path() + "\" is no " + kind);
    }
  }
}
