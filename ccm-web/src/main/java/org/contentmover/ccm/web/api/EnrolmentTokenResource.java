package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.UUID;
import org.contentmover.ccm.topology.Enrolments;
import org.contentmover.ccm.topology.view.EnrolmentTokenView;
import org.contentmover.ccm.topology.view.IssuedEnrolmentToken;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One-time tokens new servers enrol with (UI-4). */
@RequestScoped
@Path("/enrolment-tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "enrolment-tokens", description = "One-time tokens new servers enrol with")
public class EnrolmentTokenResource {
  private static final int DEFAULT_USES = 1;
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);

  @Inject Enrolments enrolments;
  @Inject Caller caller;

  /**
   * A token to be issued: for one server of any name within a day, unless it says otherwise.
   *
   * @param server the only name that may use it, null for any
   * @param uses how many servers may use it, null means 1
   * @param lifetime how long it is good, null means PT24H
   */
  public record TokenRequest(String note, String server, Integer uses, Duration lifetime) {}

  /**
   * @param token the secret, shown this once: the CCM keeps its hash only
   */
  public record IssuedToken(String token, EnrolmentTokenView details) {}

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Enrolment tokens without their secrets, newest first")
  public Listing<EnrolmentTokenView> list(@BeanParam PageQuery page) {
    return page.answer(enrolments.tokens());
  }

  @POST
  @Requires(Permission.OPERATE)
  @Operation(summary = "Issue an enrolment token; its secret is in this answer only")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = IssuedToken.class)))
  public Response issue(TokenRequest wanted) {
    IssuedEnrolmentToken issued =
        enrolments.issue(
            new NewEnrolmentToken(
                wanted.note(),
                wanted.server(),
                wanted.uses() == null ? DEFAULT_USES : wanted.uses(),
                wanted.lifetime() == null ? DEFAULT_LIFETIME : wanted.lifetime()),
            caller.person());
    return Response.status(Response.Status.CREATED)
        .entity(new IssuedToken(issued.secret(), issued.token()))
        .build();
  }

  @DELETE
  @Path("/{token}")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Revoke an enrolment token; servers enrolled with it stay")
  @APIResponse(responseCode = "204", description = "Done")
  public void revoke(@PathParam("token") UUID token) {
    enrolments.revoke(token, caller.person());
  }
}
