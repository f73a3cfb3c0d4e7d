package org.contentmover.content.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.contentmover.content.disk.FileStamp;

/** Opens files for reading; the one place where a scan touches content. */
@FunctionalInterface
interface FileOpener {
  /** Looks first: to open a named pipe that took the place of a file is to wait for a writer. */
  FileOpener REAL =
      file -> {
        if (!FileStamp.of(file).isRegularFile()) {
          throw new NoSuchFileException(file.toString(), null, "it is no file any more");
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
      };

  InputStream open(Path file) throws IOException;
}
