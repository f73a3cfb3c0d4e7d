package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.contentmover.ccm.security.CcmKeys;
import org.contentmover.ccm.security.view.CcmKeysView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The key the CCM signs with (UI-4). */
@RequestScoped
@Path("/ccm-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "ccm-keys", description = "The CCM's signing key")
public class CcmKeysResource {
  @Inject CcmKeys keys;
  @Inject Caller caller;

  /** How a step is taken. */
  public record KeyChange(Boolean evenIfMissing) {}

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "The CCM's key, and which server trusts which")
  public CcmKeysView get() {
    return keys.view();
  }

  @POST
  @Path("/introduction")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Make the next key, and tell servers to trust it too")
  public CcmKeysView introduce() {
    return keys.introduce(caller.person());
  }

  @POST
  @Path("/change")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Sign with the next key from now on")
  public CcmKeysView change(KeyChange how) {
    return keys.change(Boolean.TRUE.equals(how.evenIfMissing()), caller.person());
  }

  @POST
  @Path("/retirement")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Tell servers to trust the old key no more")
  public CcmKeysView retire() {
    return keys.retire(caller.person());
  }
}
