package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.contentmover.ccm.topology.SegmentKeys;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The keys of segments, without their secrets (EL-7). */
@RequestScoped
@Path("/segments/{segment}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "segments", description = "Network segments")
public class SegmentKeysResource {
  @Inject SegmentKeys keys;
  @Inject Caller caller;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Whether a segment is open or keyed, and which server has which keys")
  public SegmentKeysView get(@PathParam("segment") String segment) {
    return keys.view(segment);
  }

  @PUT
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Make a segment open or keyed, set encryption and rotation")
  public SegmentKeysView change(
      @PathParam("segment") String segment,
      @HeaderParam("If-Match") String ifMatch,
      SegmentKeySettings settings) {
    return keys.change(segment, settings, Precondition.revision(ifMatch), caller.person());
  }

  @POST
  @Path("/rotation")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Begin a rotation to a new key; it goes on by itself")
  @APIResponse(
      responseCode = "202",
      description = "Begun",
      content = @Content(schema = @Schema(implementation = SegmentKeysView.class)))
  public Response rotate(@PathParam("segment") String segment) {
    return Response.accepted(keys.rotate(segment, caller.person())).build();
  }
}
