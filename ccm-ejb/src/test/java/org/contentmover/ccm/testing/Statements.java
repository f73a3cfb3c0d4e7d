package org.contentmover.ccm.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Listens to what a database is asked, statement by statement. */
public final class Statements {
  private final List<String> heard = new ArrayList<>();

  /** The same database, heard. */
  public DataSource of(DataSource database) {
    return proxy(DataSource.class, database);
  }

  /** What was asked while this was done. */
  public List<String> during(Runnable work) {
    heard.clear();
    work.run();
    return List.copyOf(heard);
  }

  private <T> T proxy(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            Statements.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                heard.add((String) arguments[0]);
              }
              try {
                Object answer = method.invoke(target, arguments);
                return answer instanceof Connection connection
                    ? proxy(Connection.class, connection)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
