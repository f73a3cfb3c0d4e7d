package org.contentmover.ccm.batch;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables in which a kind of server keeps what became of batch jobs, and what a database is told
 * to forget there: whole instances of the CCM's jobs that ended, with all that belongs to them.
 */
enum JobRecords {
  /** WildFly's. An application is the file of its module; what an instance has goes with it. */
  JBERET(
      "JOB_INSTANCE",
      "JOB_EXECUTION",
      "JOBNAME",
      "APPLICATIONNAME",
      "ccm-ejb.jar",
      "DELETE FROM JOB_INSTANCE WHERE JOBINSTANCEID IN (%s)"),

  /** Payara's. An application is the bean that began the job, its module in the name of it. */
  JBATCH(
      "JOBINSTANCEDATA",
      "EXECUTIONINSTANCEDATA",
      "NAME",
      "APPTAG",
      "%_ccm-ejb%",
      "DELETE FROM STEPSTATUS WHERE ID IN (SELECT S.STEPEXECID FROM STEPEXECUTIONINSTANCEDATA S"
          + " JOIN EXECUTIONINSTANCEDATA E ON E.JOBEXECID = S.JOBEXECID"
          + " WHERE E.JOBINSTANCEID IN (%s))",
      "DELETE FROM STEPEXECUTIONINSTANCEDATA WHERE JOBEXECID IN"
          + " (SELECT JOBEXECID FROM EXECUTIONINSTANCEDATA WHERE JOBINSTANCEID IN (%s))",
      "DELETE FROM EXECUTIONINSTANCEDATA WHERE JOBINSTANCEID IN (%s)",
      "DELETE FROM JOBSTATUS WHERE ID IN (%s)",
      "DELETE FROM JOBINSTANCEDATA WHERE JOBINSTANCEID IN (%s)");

  /** The CCM's. None can be restarted, so that what ended is not needed any more. */
  static final Set<String> JOBS = Set.of("checkpoint", "publish", "replicate");

  private final String instances;
  private final String executions;
  private final String job;
  private final String application;
  private final String applicationPattern;
  private final List<String> deletions;

  JobRecords(
      String instances,
      String executions,
      String job,
      String application,
      String applicationPattern,
      String... deletions) {
    this.instances = instances;
    this.executions = executions;
    this.job = job;
    this.application = application;
    this.applicationPattern = applicationPattern;
    this.deletions = List.of(deletions);
  }

  /** Whether they are in a database with these tables. */
  boolean isAmong(Collection<String> tables) {
    return tables.stream().anyMatch(instances::equalsIgnoreCase)
        && tables.stream().anyMatch(executions::equalsIgnoreCase);
  }

  /**
   * Selects the numbers of instances that ended before its parameter. One that has no execution
   * yet, or has one that has not ended, stays.
   */
  String ended() {
    return ("SELECT I.JOBINSTANCEID FROM %s I JOIN %s E ON E.JOBINSTANCEID = I.JOBINSTANCEID"
            + " WHERE I.%s IN (%s) AND I.%s LIKE '%s' GROUP BY I.JOBINSTANCEID"
            + " HAVING COUNT(*) = COUNT(E.ENDTIME) AND MAX(E.ENDTIME) < ? ORDER BY I.JOBINSTANCEID")
        .formatted(
            instances,
            executions,
            job,
            JOBS.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")),
            application,
            applicationPattern);
  }

  /** Deletes these instances, in this order and one transaction. */
  List<String> deletionsOf(Collection<Long> numbers) {
    String list = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return deletions.stream().map(deletion -> deletion.formatted(list)).toList();
  }
}
