package org.contentmover.content.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Opens files for reading; the one place where a scan touches content. */
@FunctionalInterface
interface FileOpener {
  FileOpener REAL = file -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);

  InputStream open(Path file) throws IOException;
}
