package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.content.delta.ReadableFile;

/**
 * The inflated view of an archive: its recipe, and then the archive with entries inflated, and
 * archives in it looked at in the same way.
 *
 * <p>Usable by several threads, one at a time. Reading on is cheap, reading back begins an entry
 * again; the places read last are remembered. Memory: half a mebibyte and the list of entries.
 */
public final class InflatedFile implements ReadableFile {
  private final ReadableFile archive;
  private final List<ArchiveMember> members = new ArrayList<>();
  private final List<ReadableFile> contents = new ArrayList<>();
  private final CursorPool pool;
  private final byte[] recipe;

  /** Where each part begins in the view. */
  private final long[] starts;

  private final long size;

  InflatedFile(ReadableFile archive, ArchiveShape shape) {
    this(archive, shape, new CursorPool());
  }

  private InflatedFile(ReadableFile archive, ArchiveShape shape, CursorPool pool) {
    this.archive = archive;
    this.pool = pool;
    List<Recipe.Step> steps = new ArrayList<>();
    long end = 0;
    for (ArchiveShape.Part part : shape.parts()) {
      ArchiveMember member = part.member();
      ReadableFile content = new MemberFile(archive, member, pool);
      if (part.inside() != null) {
        content = new InflatedFile(content, part.inside(), pool);
      }
      members.add(member);
      contents.add(content);
      steps.add(new Recipe.Step(member.offset() - end, part.kind(), content.size()));
      end = member.end();
    }
    this.recipe = new Recipe(shape.level(), steps).bytes();
    this.starts = new long[steps.size()];
    long moved = recipe.length;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = members.get(i).offset() + moved;
      moved += contents.get(i).size() - members.get(i).archiveBytes();
    }
    this.size = archive.size() + moved;
  }

  /** Where a part of the shape begins in the view. */
  long startOf(int part) {
    return starts[part];
  }

  /** Takes one inflated entry after the other. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One entry.
     *
     * @param offset of its content in the view
     */
    void entry(ArchiveMember member, long offset);
  }

  /**
   * Passes what is inflated to the visitor, also in archives that are looked at in the same way.
   */
  void forEachEntry(Visitor visitor) {
    for (int i = 0; i < starts.length; i++) {
      long start = starts[i];
      if (contents.get(i) instanceof InflatedFile inside) {
        inside.forEachEntry((member, offset) -> visitor.entry(member, start + offset));
      } else {
        visitor.entry(members.get(i), start);
      }
    }
  }

  /** Where a byte of the archive, which is in no part, lies in the view. */
  long at(long archiveOffset) {
    int low = 0;
    for (int high = members.size(); low < high; ) {
      int middle = (low + high) >>> 1;
      if (members.get(middle).end() <= archiveOffset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0
        ? archiveOffset + recipe.length
        : starts[low - 1]
            + contents.get(low - 1).size()
            + archiveOffset
            - members.get(low - 1).end();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long offset, byte[] into, int from, int length) throws IOException {
    if (offset >= size) {
      return -1;
    }
    if (offset < recipe.length) {
      int read = (int) Math.min(length, recipe.length - offset);
      System.arraycopy(recipe, (int) offset, into, from, read);
      return read;
    }
    int found = Arrays.binarySearch(starts, offset);
    int at = found >= 0 ? found : -found - 2;
    long next = at + 1 < starts.length ? starts[at + 1] : size;
    if (at < 0) {
      return archive.read(
          offset - recipe.length, into, from, (int) Math.min(length, next - offset));
    }
    long inContent = offset - starts[at];
    long contentBytes = contents.get(at).size();
    if (inContent < contentBytes) {
      return contents.get(at).read(inContent, into, from, length);
    }
    return archive.read(
        members.get(at).end() + inContent - contentBytes,
        into,
        from,
        (int) Math.min(length, next - offset));
  }

  @Override
  public void close() throws IOException {
    synchronized (pool) {
      pool.close();
    }
    archive.close();
  }
}
