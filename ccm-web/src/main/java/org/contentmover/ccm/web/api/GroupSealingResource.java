package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.contentmover.ccm.site.GroupSealing;
import org.contentmover.ccm.site.view.GroupSealingView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether the content of a content group is sealed, so that only its members read it (CM-5). */
@RequestScoped
@Path("/content-groups/{site}/{group}/sealing")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "content-groups", description = "Content groups of the hosted sites")
public class GroupSealingResource {
  @Inject GroupSealing sealing;
  @Inject Caller caller;

  /**
   * What it is to be.
   *
   * @param paths patterns of what is sealed; none or null: everything
   */
  public record SealingRequest(Boolean sealed, List<String> paths) {}

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Whether the content of a content group is sealed for its members")
  public GroupSealingView get(@PathParam("site") String site, @PathParam("group") String group) {
    return sealing.view(site, group);
  }

  @PUT
  @Requires(Permission.ADMINISTER)
  @Operation(
      summary = "Seal the content of a content group for its members, or leave it plain",
      description =
          "Counts for everything that is written from now on. Sealed content can be read by the"
              + " servers that are members when it is written, and by nobody who passes it on."
              + " With paths only content of files that these patterns match is sealed, beside all"
              + " paths, sizes and commands; inVain names patterns that match nothing of what is"
              + " published.")
  public GroupSealingView change(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("If-Match") String ifMatch,
      SealingRequest change) {
    sealing.change(
        site,
        group,
        change.sealed(),
        change.paths(),
        Precondition.revision(ifMatch),
        caller.person());
    return sealing.view(site, group);
  }
}
