package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.contentmover.ccm.topology.SegmentCommand;
import org.contentmover.ccm.topology.Segments;
import org.contentmover.ccm.topology.view.LeadershipOrder;
import org.contentmover.ccm.topology.view.LeadershipView;
import org.contentmover.ccm.topology.view.SegmentReport;
import org.contentmover.ccm.topology.view.SegmentView;
import org.contentmover.ccm.web.json.Extensible;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Network segments, and the reports of their leaders (EL-10). */
@RequestScoped
@Path("/segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "segments", description = "Network segments")
public class SegmentResource {
  @Inject Segments segments;
  @Inject SegmentCommand command;
  @Inject Caller caller;

  /** What people call a segment. */
  public record SegmentTitle(String title) {}

  /** What is ordered about a server's leading. */
  public record Order(LeadershipOrder order) {}

  /** A multicast group and its port. */
  public record ControlChannel(String group, Integer port) {}

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "All segments by name")
  public Listing<SegmentView> list(@BeanParam PageQuery page) {
    return page.answer(segments.list());
  }

  @GET
  @Path("/{segment}")
  @Requires(Permission.READ)
  @Operation(summary = "One segment")
  public SegmentView get(@PathParam("segment") String segment) {
    return segments.view(segment);
  }

  @PUT
  @Path("/{segment}")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Give a segment another title")
  public SegmentView rename(
      @PathParam("segment") String segment,
      @HeaderParam("If-Match") String ifMatch,
      SegmentTitle title) {
    return segments.rename(segment, title.title(), Precondition.revision(ifMatch), caller.person());
  }

  @DELETE
  @Path("/{segment}")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Forget a segment without servers")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("segment") String segment) {
    segments.remove(segment, caller.person());
  }

  @GET
  @Path("/{segment}/leadership")
  @Requires(Permission.READ)
  @Operation(summary = "Who leads a segment, since when, why, and who else could")
  public LeadershipView leadership(@PathParam("segment") String segment) {
    return command.leadership(segment);
  }

  @PUT
  @Path("/{segment}/leadership/{server}")
  @Requires(Permission.OPERATE)
  @Operation(
      summary = "Assign a server to lead, never let it lead, or neither",
      description =
          "An assigned server leads from the next election on; a leader that is healthy is not"
              + " deposed. One that must not lead resigns at once.")
  public LeadershipView order(
      @PathParam("segment") String segment, @PathParam("server") String server, Order order) {
    return command.order(segment, server, order.order(), caller.person());
  }

  @POST
  @Path("/{segment}/control-channel")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Move a segment to another control channel")
  @APIResponse(
      responseCode = "202",
      description = "The leader has begun; controlChannel of the leadership tells when it is done")
  public Response moveControlChannel(@PathParam("segment") String segment, ControlChannel channel) {
    command.moveControlChannel(segment, channel.group(), channel.port(), caller.person());
    return Response.accepted(command.leadership(segment)).build();
  }

  @POST
  @Path("/{segment}/reports")
  @Requires(Permission.SERVE)
  @Operation(summary = "A leader reports its segment (for servers)")
  @APIResponse(responseCode = "204", description = "Done")
  public void report(@PathParam("segment") String segment, @Extensible SegmentReport report) {
    segments.report(segment, report, caller.getName());
  }
}
