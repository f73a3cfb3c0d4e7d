package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.delta.BaseRange;
import org.contentmover.content.delta.CommonRuns;
import org.contentmover.content.delta.Likeness;
import org.contentmover.content.delta.ReadableFile;

/**
 * Collects what the view of a new archive has of old ones, from its beginning to its end. One
 * thread.
 */
final class LikenessList {
  /** What is larger is not given as a whole: it is said which part resembles which. */
  private static final long MOST_WHOLE_BYTES = 4 << 20;

  /** In a part that resembles another, shorter equal runs say nothing. */
  private static final long LEAST_RUN_BYTES = 1 << 12;

  private static final int BUFFER_BYTES = 1 << 14;

  /** How far around the place of a part it may be that resembles it. */
  private static final long MARGIN_BYTES = 1 << 15;

  private final ReadableFile archive;
  private final InflatedFile view;
  private final EntrySources sources;
  private final Path scratch;
  private final CursorPool pool = new CursorPool();
  private final List<Likeness> list = new ArrayList<>();

  /** Where in the archive the last entry ends. */
  private long end;

  private OldArchive lastOld;

  LikenessList(ReadableFile archive, ArchiveShape shape, EntrySources sources, Path scratch) {
    this.archive = archive;
    this.view = new InflatedFile(archive, shape);
    this.sources = sources;
    this.scratch = scratch;
  }

  /** An entry that is in the view as it is in the archive. */
  void kept(int member) throws IOException {
    ArchiveMember entry = header(member);
    if (!sources.of(member).isEmpty()) {
      EntrySources.Source source = sources.of(member).get(0);
      ArchiveMember old = source.member();
      add(
          view.at(entry.offset()),
          entry.archiveBytes(),
          source.old().range(old.offset(), old.archiveBytes()),
          sources.isSame(member));
    }
  }

  /**
   * An entry that is inflated.
   *
   * @param inside what is known of it when it is an archive that is inflated, too; else null
   */
  void part(int member, int part, List<Likeness> inside) throws IOException {
    ArchiveMember entry = header(member);
    long start = view.startOf(part);
    if (inside != null) {
      inside.forEach(it -> list.add(it.moved(start)));
      return;
    }
    MemberFile content = new MemberFile(archive, entry, pool);
    for (EntrySources.Source source : sources.of(member)) {
      int before = list.size();
      try {
        if (content(content, start, source)) {
          return;
        }
      } catch (EntryDamaged e) {
        list.subList(before, list.size()).clear();
      }
    }
  }

  /** Whether no other source is wanted. */
  private boolean content(ReadableFile content, long start, EntrySources.Source source)
      throws IOException {
    ReadableFile old = source.old().content(source.place());
    if (old.size() == content.size() && EqualBytes.are(content, 0, old, 0, old.size())) {
      add(start, content.size(), source.old().range(source.place(), 0, old.size()), true);
      return true;
    }
    if (old.size() <= MOST_WHOLE_BYTES) {
      requireWhole(old);
      add(start, content.size(), source.old().range(source.place(), 0, old.size()), false);
      return false;
    }
    try (ReadableFile oldCopy = CopiedFile.of(old, scratch);
        ReadableFile copy = CopiedFile.of(content, scratch)) {
      long[] at = {0, 0};
      new CommonRuns(oldCopy, copy)
          .find(
              run -> {
                if (run.length() >= LEAST_RUN_BYTES) {
                  between(start, at, run.offset(), run.baseOffset(), source, old.size());
                  add(
                      start + run.offset(),
                      run.length(),
                      source.old().range(source.place(), run.baseOffset(), run.length()),
                      true);
                  at[0] = run.end();
                  at[1] = run.baseEnd();
                }
              });
      between(start, at, content.size(), old.size(), source, old.size());
    }
    return true;
  }

  /** What a reader could not read is nothing to refer to. */
  private static void requireWhole(ReadableFile old) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long at = 0; at < old.size(); ) {
      at += old.read(at, buffer, 0, buffer.length);
    }
  }

  /** What lies between two runs resembles what lies between them of old. */
  private void between(
      long start, long[] at, long to, long oldTo, EntrySources.Source source, long oldBytes) {
    if (to > at[0]) {
      long from = Math.max(0, Math.min(at[1], oldTo) - MARGIN_BYTES);
      long end = Math.min(oldBytes, Math.max(oldTo, at[1]) + MARGIN_BYTES);
      long most = Math.min(end - from, to - at[0] + MOST_WHOLE_BYTES);
      add(start + at[0], to - at[0], source.old().range(source.place(), from, most), false);
    }
  }

  /** What lies before an entry's bytes: its header. */
  private ArchiveMember header(int member) throws IOException {
    ArchiveMember entry = sources.members().get(member);
    long length = entry.offset() - end;
    if (!sources.of(member).isEmpty()) {
      EntrySources.Source source = sources.of(member).get(0);
      between(source.old(), source.member().offset() - length, length);
      lastOld = source.old();
    }
    end = entry.end();
    return entry;
  }

  /** What lies after the last entry: the directory. */
  List<Likeness> finish() throws IOException {
    if (lastOld != null && archive.size() > end) {
      long oldEnd = lastOld.members().get(lastOld.members().size() - 1).end();
      long length = archive.size() - end;
      if (!EqualBytes.are(archive, end, lastOld.file(), oldEnd, length)
          || lastOld.file().size() - oldEnd != length) {
        add(view.at(end), length, lastOld.range(oldEnd, lastOld.file().size() - oldEnd), false);
      } else {
        add(view.at(end), length, lastOld.range(oldEnd, length), true);
      }
    }
    pool.close();
    return list;
  }

  private void between(OldArchive old, long oldOffset, long length) throws IOException {
    if (length > 0 && oldOffset >= 0) {
      boolean same = EqualBytes.are(archive, end, old.file(), oldOffset, length);
      add(view.at(end), length, old.range(oldOffset, length), same);
    }
  }

  /** Two that follow each other here and there are one. */
  private void add(long offset, long length, BaseRange base, boolean same) {
    Likeness last = list.isEmpty() ? null : list.get(list.size() - 1);
    if (last != null
        && last.same()
        && same
        && last.end() == offset
        && last.base().isFollowedBy(base)) {
      BaseRange joined = last.base().longer(base.length());
      list.set(list.size() - 1, new Likeness(last.offset(), last.length() + length, joined, true));
    } else {
      list.add(new Likeness(offset, length, base, same));
    }
  }
}
