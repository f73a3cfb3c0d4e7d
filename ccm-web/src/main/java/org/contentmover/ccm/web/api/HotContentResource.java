package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.contentmover.ccm.run.HotContents;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Other content at some paths, on some servers of a content group, at once (CM-8). */
@RequestScoped
@Path("/content-groups/{site}/{group}/hot-content")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "content-groups", description = "Content groups of the hosted sites")
public class HotContentResource {
  @Inject HotContents hotContents;
  @Inject Caller caller;

  /** What was placed, the latest first. */
  public record HotContentList(List<HotContentView> items) {}

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Hot content of a content group, and what became of it; the latest first")
  public HotContentList list(@PathParam("site") String site, @PathParam("group") String group) {
    return new HotContentList(hotContents.list(site, group));
  }

  @POST
  @Requires(Permission.PUBLISH)
  @Operation(
      summary = "Have some servers show other content at some paths",
      description =
          "Takes what is at these paths in the staging area now; answers when that is read. The"
              + " servers show it within seconds, each by itself, until it is taken back or something"
              + " else is published.")
  @APIResponse(
      responseCode = "202",
      description = "Placed; the servers get it next",
      content = @Content(schema = @Schema(implementation = HotContentView.class)))
  public Response place(
      @PathParam("site") String site, @PathParam("group") String group, NewHotContent order) {
    return Response.accepted(hotContents.place(site, group, order, caller.person())).build();
  }

  @DELETE
  @Path("/{version}")
  @Requires(Permission.PUBLISH)
  @Operation(summary = "Take hot content back: its servers show what is published again")
  public HotContentView takeBack(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @PathParam("version") long version) {
    return hotContents.takeBack(site, group, version, caller.person());
  }
}
