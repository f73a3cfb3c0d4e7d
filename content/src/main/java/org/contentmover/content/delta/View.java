package org.contentmover.content.delta;

/**
 * How a file of the base version is looked at: as it is, or as an archive of which one entry is
 * meant, or an entry of an archive that is an entry. Entries are counted from 1 in the order of the
 * archive ({@link org.contentmover.content.delta.zip}); their bytes are those they have unpacked.
 *
 * @param entry 0 for the file as it is
 * @param inner entry of the archive that the entry is; 0 for the entry as it is
 */
public record View(int entry, int inner) {
  /** The file as it is. */
  public static final View RAW = new View(0, 0);

  public View {
    if (entry < 0 || inner < 0 || entry == 0 && inner > 0) {
      throw new IllegalArgumentException("entry " + entry + ", " + inner + " cannot be");
    }
  }

  /** An entry, by its place from 0 on, of the archive that is looked at. */
  public View of(int place) {
    if (inner > 0) {
      throw new IllegalArgumentException("archives in archives in archives are not looked into");
    }
    return entry == 0 ? new View(place + 1, 0) : new View(entry, place + 1);
  }

  @Override
  public String toString() {
    if (entry == 0) {
      return "as it is";
    }
    return "entry " + entry + (inner == 0 ? "" : ", in it entry " + inner);
  }
}
