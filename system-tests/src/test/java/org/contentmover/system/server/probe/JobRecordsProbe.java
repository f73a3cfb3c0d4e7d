package org.contentmover.system.server.probe;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Runs a statement where the server keeps its batch jobs and answers with the rows; without one,
 * the CCM forgets old jobs there, and the answer is how many.
 */
@WebServlet(JobRecordsProbe.PATH)
public class JobRecordsProbe extends HttpServlet {

  /** Among what the login page is made of, which is open to anyone. */
  public static final String PATH = "/jakarta.faces.resource/job-records";

  private static final long serialVersionUID = 1L;
  private static final String FORGETTING = "java:app/ccm-ejb/JobRecordsForgetting";

  @Resource(lookup = "java:comp/DefaultDataSource")
  private transient DataSource database;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String sql = request.getReader().lines().collect(Collectors.joining("\n"));
    try {
      response.getWriter().print(sql.isEmpty() ? forget() : run(sql));
    } catch (SQLException | ReflectiveOperationException | NamingException e) {
      throw new IOException(e);
    }
  }

  private static Object forget() throws NamingException, ReflectiveOperationException {
    Object forgetting = new InitialContext().lookup(FORGETTING);
    return forgetting.getClass().getMethod("forget").invoke(forgetting);
  }

  private String run(String sql) throws SQLException {
    StringBuilder answer = new StringBuilder();
    try (Connection connection = whereJobsAre().getConnection();
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        ResultSet rows = statement.getResultSet();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            answer.append(rows.getString(column)).append(column == columns ? "\n" : " ");
          }
        }
      }
    }
    return answer.toString();
  }

  private DataSource whereJobsAre() {
    try {
      return (DataSource) new InitialContext().lookup("jdbc/__TimerPool");
    } catch (NamingException e) {
      // Not Payara.
      return database;
    }
  }
}
