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
import org.contentmover.ccm.topology.Segments;
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
  @Inject Caller caller;

  /** What people call a segment. */
  public record SegmentTitle(String title) {}

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

  @POST
  @Path("/{segment}/reports")
  @Requires(Permission.SERVE)
  @Operation(summary = "A leader reports its segment (for servers)")
  @APIResponse(responseCode = "204", description = "Done")
  public void report(@PathParam("segment") String segment, @Extensible SegmentReport report) {
    segments.report(segment, report, caller.getName());
  }
}
