package org.contentmover.core.interpret;

/**
 * Why a server does not carry out an assignment (CM-12, CI-6, CI-7). Named in reports, logs and the
 * console.
 */
public enum RefusalReason {
  /** Bytes that are no assignment, are cut short or contradict themselves. */
  MALFORMED,
  UNSUPPORTED_FORMAT,
  UNKNOWN_KEY,
  BAD_SIGNATURE,
  /** Commands or data do not hash to what is signed. */
  CORRUPT,
  /** This server shows the site only what a publisher signed for, and no such word came with it. */
  STATEMENT_MISSING,
  /** The word is not that of a publisher this server has pinned for the site. */
  STATEMENT_FORGED,
  /** The publisher's word is for another site, content group or tree. */
  STATEMENT_MISMATCH,
  /** A later word of the publisher has been live, or it expired, or it is from the future. */
  STATEMENT_UNTIMELY,
  /** This server takes only sealed content for the site, and it is plain. */
  NOT_SEALED,
  /** It is sealed, and not for this server's key box. */
  SEALED_FOR_OTHERS,
  /** Its key for this server's box was not made for it. */
  SEAL_BROKEN,
  WRONG_SITE,
  WRONG_GROUP,
  EXPIRED,
  /** Its sequence was used or passed already: a replay, or late. */
  OLD_SEQUENCE,
  /** The base version is not here, or is not what the assignment was made for. */
  BASE_MISMATCH,
  /** The version is not staged, not the backup, or not what the order names. */
  VERSION_MISMATCH,
  /** The number of the version is taken by another content that is still needed. */
  VERSION_IN_USE,
  /**
   * A path that could leave the site's root, or that this file system cannot keep apart from
   * another.
   */
  UNSAFE_PATH,
  /** A symlink that points out of the tree. */
  UNSAFE_SYMLINK,
  /** Commands that contradict the tree or each other, or do not lead to the target. */
  WRONG_COMMANDS,
  /** Not enough free disk. */
  NO_SPACE,
  /** Files of the base version were changed on this server (CI-7). */
  DRIFT,
  /** An archive does not come out as it was when its entries are deflated here (CM-3). */
  CANNOT_REDEFLATE,
  /** A hook is not installed on this server as it has to be (CI-1). */
  HOOK_MISSING,
  /** A hook said no. */
  HOOK_FAILED,
  /** A configuration file is not there as it has to be for its entries to be changed (CI-1). */
  CONFIGURATION,
  /** The site's directory is not in a state this server may work with. */
  SITE_UNCLEAR,
  /** The operating system refused; the message says what. */
  IO
}
