package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.contentmover.ccm.topology.Enrolments;
import org.contentmover.ccm.topology.view.Enrolled;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.web.json.Extensible;
import org.contentmover.ccm.web.security.AuthorizationHeader;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Enrolment of new servers; the bearer token of the request is the one-time token (UI-4). */
@RequestScoped
@Path("/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "enrolments", description = "Enrolment of new servers")
public class EnrolmentResource {
  @Inject Enrolments enrolments;

  @POST
  @Requires(Permission.ENROL)
  @Operation(summary = "A new server enrols with its one-time token (for servers)")
  @APIResponse(
      responseCode = "201",
      description = "Enrolled; pin the key",
      content = @Content(schema = @Schema(implementation = Enrolled.class)))
  public Response enrol(
      @HeaderParam("Authorization") @Parameter(hidden = true) String authorization,
      @Extensible EnrolmentRequest request) {
    String secret = AuthorizationHeader.of(authorization).value();
    return Response.status(Response.Status.CREATED)
        .entity(enrolments.enrol(secret, request))
        .build();
  }
}
