package org.contentmover.core.interpret;

/**
 * What a server's file system makes of names; probed, never guessed (CI-6).
 *
 * @param backslashSeparates '\' parts directories, so no name may contain it
 * @param foldsCase "A" and "a" are one file
 * @param foldsUnicode composed and decomposed forms of a name are one file
 */
public record FileSystemTraits(
    boolean backslashSeparates, boolean foldsCase, boolean foldsUnicode) {
  /** Names are bytes, as on the usual Linux file systems. */
  public static final FileSystemTraits POSIX = new FileSystemTraits(false, false, false);

  boolean folds() {
    return foldsCase || foldsUnicode;
  }
}
