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
import org.contentmover.ccm.site.GroupHooks;
import org.contentmover.ccm.site.view.GroupHooksView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which hooks the servers of a content group run around a switch (CI-1). */
@RequestScoped
@Path("/content-groups/{site}/{group}/hooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "content-groups", description = "Content groups of the hosted sites")
public class GroupHooksResource {
  @Inject GroupHooks hooks;
  @Inject Caller caller;

  /** Each in one line, as "after reload-nginx zone=eu". */
  public record HooksRequest(List<String> hooks) {}

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "The hooks that the servers of a content group run around a switch")
  public GroupHooksView get(@PathParam("site") String site, @PathParam("group") String group) {
    return hooks.view(site, group);
  }

  @PUT
  @Requires(Permission.ADMINISTER)
  @Operation(
      summary = "Replace the hooks of a content group",
      description =
          "Each in one line: before, after or after-or-back, the name of a hook that is installed on"
              + " every server of the group, and name=value for each argument. They are run in this"
              + " order by everything that is written from now on.")
  public GroupHooksView change(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("If-Match") String ifMatch,
      HooksRequest change) {
    return hooks.change(
        site, group, change.hooks(), Precondition.revision(ifMatch), caller.person());
  }
}
