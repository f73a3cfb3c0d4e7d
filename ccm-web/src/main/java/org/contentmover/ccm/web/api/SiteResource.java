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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.HostedSiteView;
import org.contentmover.ccm.version.statement.Statements;
import org.contentmover.ccm.version.statement.view.StatementView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Hosted sites. */
@RequestScoped
@Path("/sites")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "sites", description = "Hosted sites")
public class SiteResource {
  @Inject HostedSites sites;
  @Inject Statements statements;
  @Inject Caller caller;
  @Context UriInfo uri;

  /** A hosted site to be created or described; the name is not looked at in a change. */
  public record SiteRequest(String name, String description) {}

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "All hosted sites by name")
  public Listing<HostedSiteView> list(@BeanParam PageQuery page) {
    return page.answer(sites.list());
  }

  @POST
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Create a hosted site")
  @APIResponse(
      responseCode = "201",
      description = "Created, see Location",
      content = @Content(schema = @Schema(implementation = HostedSiteView.class)))
  public Response create(SiteRequest site) {
    HostedSiteView view = sites.create(site.name(), site.description(), caller.person());
    return Response.created(uri.getAbsolutePathBuilder().path(view.name()).build())
        .entity(view)
        .build();
  }

  @GET
  @Path("/{site}")
  @Requires(Permission.READ)
  @Operation(summary = "One hosted site")
  public HostedSiteView get(@PathParam("site") String site) {
    return sites.view(site);
  }

  @PUT
  @Path("/{site}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Change the description of a hosted site")
  public HostedSiteView describe(
      @PathParam("site") String site, @HeaderParam("If-Match") String ifMatch, SiteRequest change) {
    SameName.require("name", change.name(), site);
    return sites.describe(
        site, change.description(), Precondition.revision(ifMatch), caller.person());
  }

  /** How many checkpoints of each content group are kept, pinned ones not counted. */
  public record CheckpointsKept(int kept) {}

  @PUT
  @Path("/{site}/checkpoints")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Say how many checkpoints of each content group are kept")
  public HostedSiteView keepCheckpoints(
      @PathParam("site") String site,
      @HeaderParam("If-Match") String ifMatch,
      CheckpointsKept change) {
    return sites.keepCheckpoints(
        site, change.kept(), Precondition.revision(ifMatch), caller.person());
  }

  /** Who signs for what may be live: the lines in their .pub files; none when nobody has to. */
  public record PublisherKeys(List<String> keys) {}

  @PUT
  @Path("/{site}/publishers")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Say who signs for what may be live; runs wait for their statements")
  public HostedSiteView requirePublishers(
      @PathParam("site") String site,
      @HeaderParam("If-Match") String ifMatch,
      PublisherKeys change) {
    return sites.requirePublishers(
        site, change.keys(), Precondition.revision(ifMatch), caller.person());
  }

  @GET
  @Path("/{site}/statements")
  @Requires(Permission.READ)
  @Operation(summary = "What publishers said may be live, the last received first")
  public Listing<StatementView> statements(
      @PathParam("site") String site, @BeanParam PageQuery page) {
    return page.answer(statements.list(sites.view(site).name()));
  }

  /** The line in the file that ./assignment sign wrote. */
  public record SignedStatement(String statement) {}

  @POST
  @Path("/{site}/statements")
  @Requires(Permission.PUBLISH)
  @Operation(summary = "Hand in a publisher's statement; runs that wait for it go on")
  public StatementView take(@PathParam("site") String site, SignedStatement statement) {
    return statements.take(site, statement.statement(), caller.person());
  }

  @DELETE
  @Path("/{site}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Forget a hosted site nothing was published of")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("site") String site) {
    sites.remove(site, caller.person());
  }
}
