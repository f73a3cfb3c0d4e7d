package org.contentmover.content.apply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of which a part is made of another part. */
final class SampleArchives {
  private SampleArchives() {}

  /** Two archives with the same new entry, far from each other. */
  static byte[] ofArchives(int newBytes, byte[] same) throws IOException {
    byte[] news = new byte[newBytes];
    new Random(4).nextBytes(news);
    byte[] library = zipped(Map.of("new", news));
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("1.jar", library);
    entries.put("2.dat", same);
    entries.put("3.jar", library);
    return zipped(entries);
  }

  private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> it : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(it.getKey());
        entry.setTimeLocal(LocalDateTime.of(2024, 5, 6, 7, 8, 10));
        zip.putNextEntry(entry);
        zip.write(it.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
