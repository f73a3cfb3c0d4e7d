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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.contentmover.ccm.scrub.SiteScrubs;
import org.contentmover.ccm.scrub.view.ScrubReport;
import org.contentmover.ccm.security.CcmKeys;
import org.contentmover.ccm.topology.SegmentKeys;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.ServerView;
import org.contentmover.ccm.web.json.Extensible;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Enrolled servers, and the presence of those without multicast (EL-15). */
@RequestScoped
@Path("/servers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "servers", description = "Enrolled servers")
public class ServerResource {
  @Inject Servers servers;
  @Inject SegmentKeys keys;
  @Inject CcmKeys ccmKeys;
  @Inject SiteScrubs scrubs;
  @Inject Caller caller;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Servers by segment and name")
  public Listing<ServerView> list(
      @QueryParam("segment") @Parameter(description = "Only of this segment") String segment,
      @BeanParam PageQuery page) {
    return page.answer(servers.list(segment, page.request()));
  }

  @GET
  @Path("/{server}")
  @Requires(Permission.READ)
  @Operation(summary = "One server")
  public ServerView get(@PathParam("server") String server) {
    return servers.view(server);
  }

  /** All labels of a server, each {@code name=value}. */
  public record NewLabels(List<String> labels) {}

  @PUT
  @Path("/{server}/labels")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Say what content groups may be chosen by")
  public ServerView label(
      @PathParam("server") String server,
      @HeaderParam("If-Match") String ifMatch,
      NewLabels labels) {
    return servers.label(server, labels.labels(), Precondition.revision(ifMatch), caller.person());
  }

  @POST
  @Path("/{server}/revocation")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Accept nothing this server signs any more")
  public ServerView revoke(@PathParam("server") String server) {
    return servers.revoke(server, caller.person());
  }

  @DELETE
  @Path("/{server}")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Forget a revoked server")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("server") String server) {
    servers.remove(server, caller.person());
  }

  @PUT
  @Path("/{server}/presence")
  @Requires(Permission.SERVE)
  @Operation(summary = "A server without multicast reports itself (for servers)")
  @APIResponse(responseCode = "204", description = "Done")
  public void presence(@PathParam("server") String server, @Extensible MemberFacts facts) {
    servers.presence(server, facts, caller.getName());
  }

  @PUT
  @Path("/{server}/scrubs")
  @Requires(Permission.SERVE)
  @Operation(summary = "A server tells what comparing its trees has found (for servers)")
  @APIResponse(responseCode = "204", description = "Done")
  public void scrubbed(@PathParam("server") String server, @Extensible ScrubReport report) {
    scrubs.told(server, report, caller.getName());
  }

  /** Which ring of the CCM's keys a server trusts. */
  public record TrustedRing(long ring) {}

  /** What leads to the present ring, one after the other. */
  public record RingLetters(List<String> letters) {}

  @PUT
  @Path("/{server}/ccm-keys")
  @Requires(Permission.SERVE)
  @Operation(
      summary = "A server tells which keys of the CCM it trusts, and gets newer ones (for servers)")
  public RingLetters ccmKeys(@PathParam("server") String server, @Extensible TrustedRing trusted) {
    return new RingLetters(ccmKeys.told(server, trusted.ring(), caller.getName()));
  }

  @PUT
  @Path("/{server}/segment-keys")
  @Requires(Permission.SERVE)
  @Operation(
      summary = "A server tells which segment keys it has, and gets those it lacks (for servers)")
  public KeyHandout segmentKeys(
      @PathParam("server") String server, @Extensible KeyPresence presence) {
    return keys.present(server, presence, caller.getName());
  }
}
