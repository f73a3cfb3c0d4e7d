package org.contentmover.content.disk;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The nine permission bits as Java's set and back: the enum lists them from the owner's read bit
 * down.
 */
public final class PermissionBits {
  private static final PosixFilePermission[] FROM_OWNER_READ = PosixFilePermission.values();
  private static final int HIGHEST_BIT = 0400;

  private PermissionBits() {}

  static Set<PosixFilePermission> toSet(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : FROM_OWNER_READ) {
      if ((mode & (HIGHEST_BIT >> permission.ordinal())) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  /** The bits of a set. */
  public static int of(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission permission : permissions) {
      mode |= HIGHEST_BIT >> permission.ordinal();
    }
    return mode;
  }
}
