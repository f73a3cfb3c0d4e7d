package org.contentmover.content.delta.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive as Java's own tools make them. */
public final class SampleArchive {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private int level = 6;

  /** Some entries of words. */
  public static SampleArchive ofWords(long seed, int entries) {
    Random random = new Random(seed);
    SampleArchive archive = new SampleArchive();
    for (int i = 0; i < entries; i++) {
      archive.entry("d/entry" + i, words(random, 1 + random.nextInt(30_000)));
    }
    return archive;
  }

  public static byte[] words(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Integer.toString(random.nextInt(5_000), 36)).append(' ');
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  public SampleArchive entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  public SampleArchive level(int deflating) {
    level = deflating;
    return this;
  }

  /** The archive; entries whose name ends in ".stored" are not deflated. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(level);
      zip.setComment("of the archive");
      for (Map.Entry<String, byte[]> it : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(it.getKey());
        entry.setTime(1_000_000_000_000L);
        if (it.getKey().endsWith(".stored")) {
          CRC32 sum = new CRC32();
          sum.update(it.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(it.getValue().length);
          entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(it.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
