package org.contentmover.ccm.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.contentmover.ccm.topology.Segments;
import org.contentmover.ccm.topology.Servers;

/** All servers by segment, or those of one segment. */
@Named
@RequestScoped
public class ServersPage {
  @Inject Segments segmentService;
  @Inject Servers serverService;

  private String segment;
  private List<SegmentServers> segments;

  public void read() {
    segments =
        segment == null
            ? SegmentServers.of(
                segmentService.list(), EveryItem.of(page -> serverService.list(null, page)))
            : SegmentServers.of(
                List.of(segmentService.view(segment)),
                EveryItem.of(page -> serverService.list(segment, page)));
  }

  public List<SegmentServers> getSegments() {
    return segments;
  }

  public String getSegment() {
    return segment;
  }

  public void setSegment(String segment) {
    this.segment = segment;
  }
}
