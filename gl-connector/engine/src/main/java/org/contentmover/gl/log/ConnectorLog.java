package org.contentmover.gl.log;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Every message the connector can write to the server's log: number, level, text.
 *
 * <p>The text says what happened, to which server or file, and what to do. Safe for use by several
 * threads.
 */
public enum ConnectorLog {
  /** The adapter started; it joins nothing yet. */
  ADAPTER_STARTED(1, Level.INFO, "The group leader connector is ready; it waits for join."),
  /** The adapter stopped. */
  ADAPTER_STOPPED(2, Level.INFO, "The group leader connector has stopped."),
  /** A message endpoint became active. */
  ENDPOINT_ACTIVATED(3, Level.INFO, "A message endpoint became active."),
  /** A message endpoint went away. */
  ENDPOINT_DEACTIVATED(
      4, Level.INFO, "A message endpoint became inactive; its events wait for the next one."),
  /** The server wants its thread back. */
  LOOP_RELEASED(5, Level.INFO, "The server asked the connector to stop; it leaves segment %s."),
  /** Joined a segment. */
  JOINED(10, Level.INFO, "Server %s joined segment %s: control channel %s, own address %s."),
  /** Left a segment. */
  LEFT(11, Level.INFO, "Server %s left segment %s."),
  /** A leader was accepted. */
  LEADER_KNOWN(12, Level.INFO, "Segment %s: %s leads, epoch %d."),
  /** No leader. */
  LEADER_UNKNOWN(13, Level.INFO, "Segment %s: no leader is known since epoch %d; voting."),
  /** A server was lost. */
  MEMBERS_CHANGED(14, Level.INFO, "Segment %s: members are now %s; lost: %s."),
  /** A leader that cannot work. */
  HANDED_OVER(
      15,
      Level.WARNING,
      "Server %s leaves segment %s, so that a server that can work leads it: the work manager has"
          + " refused work for %d s. Give its thread pool more threads."),
  /** The administrator moves the segment. */
  CONTROL_CHANNEL_MOVES(16, Level.INFO, "Segment %s moves to control channel %s."),
  /** All members are there. */
  CONTROL_CHANNEL_MOVED(17, Level.INFO, "Segment %s is on control channel %s now."),
  /** Some members are not there. */
  CONTROL_CHANNEL_STAYS(
      18,
      Level.WARNING,
      "Segment %s does not move to control channel %s, because these servers do not listen there:"
          + " %s. Look at their logs, then repeat the order."),
  /** This server cannot listen to the next control channel. */
  CONTROL_CHANNEL_REFUSED(19, Level.WARNING, "Cannot open control channel %s: %s"),
  /** A channel was opened, with its effective buffers. */
  CHANNEL_OPENED(
      20, Level.INFO, "Listening on %s through %s; receive buffer %d bytes, send buffer %d bytes."),
  /** A channel was closed. */
  CHANNEL_CLOSED(21, Level.FINE, "No longer listening on %s."),
  /** The kernel gave less buffer than wanted. */
  RECEIVE_BUFFER_SMALL(
      22,
      Level.WARNING,
      "The kernel gives %s a receive buffer of %d bytes where %d are wanted; frames may be lost at"
          + " high rates. Raise it: sysctl -w net.core.rmem_max=%d"),
  /** Sending failed. */
  SEND_FAILED(
      23,
      Level.WARNING,
      "Sending on %s failed (%s); %d datagrams so far. Check the interface and its routes."),
  /** A data channel could not be opened. */
  CHANNEL_REFUSED(24, Level.WARNING, "Cannot open data channel %s: %s"),
  /** A channel was opened for sending only. */
  SENDING_OPENED(25, Level.FINE, "Sending to %s through %s; send buffer %d bytes."),
  /** No key. */
  OPEN(
      26,
      Level.WARNING,
      "Server %s has no key for segment %s: the segment is open, and whoever reaches its network can"
          + " lead it or send it content frames. Give the segment a key."),
  /** With a key. */
  KEYED(
      27,
      Level.INFO,
      "Server %s seals what it sends in segment %s with key %d (%s); it takes %s %s."),
  /** A host floods this one. */
  FLOODED(
      28,
      Level.WARNING,
      "%s sends more than %d datagrams a second to this server's channel %s; what is more"
          + " is dropped, %d so far of all such hosts. Find out what runs there."),
  /** Own multicast is not heard. */
  MULTICAST_DEAF(
      30,
      Level.WARNING,
      "Server %s does not hear its own multicast on %s through %s; it is served by unicast until"
          + " it does. Check the interface, a host firewall and IGMP snooping at the switch."),
  /** Own multicast is heard (again). */
  MULTICAST_HEARD(31, Level.INFO, "Server %s hears its own multicast on %s."),
  /** Receiving begins. */
  RECEIVING(40, Level.INFO, "Receiving assignment %s (%d bytes) from %s into %s."),
  /** Whole and verified. */
  RECEIVED(41, Level.INFO, "Assignment %s is complete and verified: %d bytes in %s."),
  /** Spool trouble. */
  SPOOL_FAILED(42, Level.WARNING, "Assignment %s cannot be written to %s: %s"),
  /** The whole has another hash than announced. */
  HASH_DIFFERS(
      43,
      Level.WARNING,
      "Assignment %s came with other content than announced, its SHA-256 is %s; it is received anew."),
  /** Ranges are left to unicast. */
  RANGES_WANTED(44, Level.INFO, "Assignment %s: %d bytes are fetched by unicast from %s."),
  /** A reception was given up. */
  RECEPTION_DROPPED(
      45, Level.INFO, "Assignment %s is not received any further (%s); %s is deleted."),
  /** A spool file could not be deleted. */
  DELETE_FAILED(46, Level.WARNING, "%s cannot be deleted (%s); delete it by hand."),
  /** Whole and verified, not yet durable. */
  VERIFIED(47, Level.FINE, "%s has the announced SHA-256; it is being synced."),
  /** The first frame of a reception under one leader. */
  FIRST_FRAME(48, Level.FINE, "The first frame of assignment %s under leader %s has come."),
  /** What an earlier process had received. */
  FRAMES_FOUND(
      49,
      Level.INFO,
      "Assignment %s: %d of %d frames are in %s from before; it goes on with them."),
  /** Distribution begins. */
  DISTRIBUTING(
      50, Level.INFO, "Distributing assignment %s (%s, %d bytes) to %d servers of segment %s."),
  /** Distribution is over. */
  DISTRIBUTED(51, Level.INFO, "The distribution of assignment %s is over: %s."),
  /** The source file cannot be read. */
  SOURCE_FAILED(52, Level.WARNING, "Assignment %s cannot be read from %s: %s"),
  /** A file could not be closed. */
  CLOSE_FAILED(53, Level.FINE, "Closing %s failed."),
  /** No memory outside the heap. */
  MEMORY_SHORT(
      54,
      Level.WARNING,
      "There is no memory for what comes for %s (%s): it comes slower, or is fetched. Give the"
          + " server more memory outside its heap: -XX:MaxDirectMemorySize."),
  /** Delivery to the endpoint failed. */
  DELIVERY_FAILED(60, Level.WARNING, "The agent did not accept %s (%s); delivered again in %d ms."),
  /** WorkManager refuses. */
  WORK_REFUSED(
      61,
      Level.WARNING,
      "The server's work manager refuses work (%s); tried again in %d ms. Give its thread pool more"
          + " threads."),
  /** Work behind the loop failed. */
  TASK_FAILED(
      62,
      Level.SEVERE,
      "An error in work on a file or a channel of the connector, which goes on with the next."
          + " Please report it."),
  /** Faults are on. */
  FAULTS_INJECTED(
      65,
      Level.WARNING,
      "Server %s INJECTS FAULTS into its network traffic, as its settings faults.… say (%s). This"
          + " is for tests; remove them from a server that serves anybody."),
  /** The state could not be kept. */
  FLOOR_FAILED(
      70,
      Level.SEVERE,
      "The epoch floor cannot be kept in %s (%s); server %s leaves the segment, because it could"
          + " not keep its promises after a restart. Make room or repair the directory."),
  /** The loop failed. */
  LOOP_FAILED(
      71,
      Level.SEVERE,
      "An error in the connector; server %s leaves segment %s. Please report it.");

  private static final Logger LOGGER = Logger.getLogger("org.contentmover.gl");

  private final int number;
  private final Level level;
  private final String text;

  ConnectorLog(int number, Level level, String text) {
    this.number = number;
    this.level = level;
    this.text = text;
  }

  /** The number an administrator sees, for example {@code GLC0010}. */
  public String id() {
    return String.format("GLC%04d", number);
  }

  /** Writes the message with its arguments. */
  public void log(Object... arguments) {
    log(null, arguments);
  }

  /** Writes the message with its arguments and the error behind it. */
  public void log(Throwable cause, Object... arguments) {
    if (LOGGER.isLoggable(level)) {
      LOGGER.log(level, message(arguments), cause);
    }
  }

  /** The message's line in the documentation. */
  String documentation() {
    return "| " + id() + " | " + level + " | " + text.replace("%s", "…").replace("%d", "…") + " |";
  }

  String message(Object... arguments) {
    return id() + ": " + String.format(text, arguments);
  }
}
