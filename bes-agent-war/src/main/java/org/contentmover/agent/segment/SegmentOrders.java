package org.contentmover.agent.segment;

import jakarta.resource.ResourceException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Role;

/**
 * Carries out what an administrator orders at the CCM about this server's segment: who may lead it
 * (EL-12), and on which control channel it speaks (EL-9). Safe for any thread.
 */
public final class SegmentOrders {
  private final AgentConfiguration configuration;
  private final SegmentLink segment;
  private final LeadershipOrderFile order;
  private final Runnable joinAgain;
  private final AtomicLong refusedOfOtherEpochs = new AtomicLong();

  /**
   * For one agent.
   *
   * @param joinAgain has the segment joined with the order in force; returns at once
   */
  public SegmentOrders(
      AgentConfiguration configuration,
      SegmentLink segment,
      LeadershipOrderFile order,
      Runnable joinAgain) {
    this.configuration = configuration;
    this.segment = segment;
    this.order = order;
    this.joinAgain = joinAgain;
  }

  /** What may be wrong with an order: the text says what. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** {@code {"order":"ASSIGNED"}}: remembered before this returns, in force a moment later. */
  public void lead(Fields message) throws MalformedMessage {
    String name = message.text("order");
    Optional<LeadershipOrder> known = LeadershipOrder.named(name);
    order.take(
        known.orElseThrow(
            () ->
                new MalformedMessage(
                    "field order: found \""
                        + name
                        + "\", allowed are CONFIGURED, ASSIGNED, NEVER")));
    joinAgain.run();
  }

  /** {@code {"segment":…,"epoch":…,"group":…,"port":…}}: begun when this returns. */
  public void moveControlChannel(Fields message) throws MalformedMessage, Refused {
    String name = message.text("segment");
    long epoch = message.number("epoch");
    String group = message.text("group");
    int port = Math.toIntExact(Math.max(-1, Math.min(message.number("port"), 65_536)));
    Leadership leadership = segment.snapshot().leadership();
    boolean ownSegment = name.equals(configuration.segment().value());
    boolean thisLeadership = leadership.role() == Role.LEADER && leadership.epoch() == epoch;
    if (ownSegment && !thisLeadership) {
      refusedOfOtherEpochs.incrementAndGet();
    }
    if (!ownSegment || !thisLeadership) {
      throw new Refused(
          "Server "
              + configuration.server()
              + " does not lead segment "
              + name
              + " in epoch "
              + epoch
              + "; in segment "
              + configuration.segment()
              + " the leader is "
              + leadership.leader().orElse("not known")
              + ", epoch "
              + leadership.epoch()
              + ".");
    }
    try {
      segment.moveControlChannel(group, port);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessage("group and port: " + e.getMessage());
    } catch (ResourceException e) {
      throw new Refused(e.getMessage());
    }
  }

  /** How many orders were meant for a leadership that is not this server's now (EL-6). */
  public long refusedOfOtherEpochs() {
    return refusedOfOtherEpochs.get();
  }
}
