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
import org.contentmover.ccm.site.GroupConfiguration;
import org.contentmover.ccm.site.view.GroupConfigurationView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Which configuration entries the next version of a content group has (CI-1). Values may be
 * secrets: only administrators see them.
 */
@RequestScoped
@Path("/content-groups/{site}/{group}/configuration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "content-groups", description = "Content groups of the hosted sites")
public class GroupConfigurationResource {
  @Inject GroupConfiguration configuration;
  @Inject Caller caller;

  /** Each in one line, as "shop db.url = jdbc:h2:mem:x". */
  public record EntriesRequest(List<String> entries) {}

  @GET
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "The configuration entries of the next version of a content group")
  public GroupConfigurationView get(
      @PathParam("site") String site, @PathParam("group") String group) {
    return configuration.view(site, group);
  }

  @PUT
  @Requires(Permission.ADMINISTER)
  @Operation(
      summary = "Replace the configuration entries of a content group",
      description =
          "Each in one line: the name of a configuration file of the servers, a key, = and a value;"
              + " without = and value for an entry that is to be gone. The next publish changes them on"
              + " the servers, with the switch.")
  public GroupConfigurationView change(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("If-Match") String ifMatch,
      EntriesRequest change) {
    return configuration.change(
        site, group, change.entries(), Precondition.revision(ifMatch), caller.person());
  }
}
