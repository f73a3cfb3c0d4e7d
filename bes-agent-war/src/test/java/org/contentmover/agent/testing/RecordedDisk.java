package org.contentmover.agent.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.contentmover.content.disk.FileSystemOps;

/** The real file system, which tells in what order it is changed. */
public final class RecordedDisk {
  private RecordedDisk() {}

  /**
   * A file system.
   *
   * @param steps gets the name of each operation before it is done
   */
  public static FileSystemOps in(List<String> steps) {
    InvocationHandler recording =
        (proxy, method, arguments) -> {
          steps.add(method.getName());
          return method.invoke(FileSystemOps.REAL, arguments);
        };
    return (FileSystemOps)
        Proxy.newProxyInstance(
            RecordedDisk.class.getClassLoader(), new Class<?>[] {FileSystemOps.class}, recording);
  }
}
