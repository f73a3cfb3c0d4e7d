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
import java.util.Set;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.security.Users;
import org.contentmover.ccm.security.view.NewUser;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.security.view.UserView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Accounts of people (UI-3). */
@RequestScoped
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "users", description = "Accounts of people")
public class UserResource {
  @Inject Users users;
  @Inject Caller caller;
  @Context UriInfo uri;

  /** Roles of an account and whether it may be used. */
  public record AccountChange(Set<Role> roles, boolean enabled) {}

  /**
   * @param oldPassword the present one; not needed when an administrator sets somebody else's
   */
  public record PasswordChange(String oldPassword, String newPassword) {
    @Override
    public String toString() {
      return "PasswordChange"; // Neither password may get into a log.
    }
  }

  @GET
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Accounts by name")
  public Listing<UserView> list(@BeanParam PageQuery page) {
    return page.answer(users.list());
  }

  @POST
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Create an account")
  @APIResponse(
      responseCode = "201",
      description = "Created, see Location",
      content = @Content(schema = @Schema(implementation = UserView.class)))
  public Response create(NewUser user) {
    UserView view = users.create(user, caller.person());
    return Response.created(uri.getAbsolutePathBuilder().path(view.name()).build())
        .entity(view)
        .build();
  }

  @GET
  @Path("/{user}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "One account")
  public UserView get(@PathParam("user") String user) {
    return users.view(user);
  }

  @PUT
  @Path("/{user}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Change roles of an account, or disable it")
  public UserView change(
      @PathParam("user") String user,
      @HeaderParam("If-Match") String ifMatch,
      AccountChange change) {
    return users.setRoles(
        user, change.roles(), change.enabled(), Precondition.revision(ifMatch), caller.person());
  }

  @PUT
  @Path("/{user}/password")
  @Requires(Permission.READ)
  @Operation(summary = "Change the own password, or, as an administrator, set somebody's")
  @APIResponse(responseCode = "204", description = "Done")
  public void changePassword(@PathParam("user") String user, PasswordChange change) {
    if (user.equals(caller.getName())) {
      users.changePassword(user, change.oldPassword(), change.newPassword());
    } else if (caller.isAdministrator()) {
      users.setPassword(user, change.newPassword(), caller.person());
    } else {
      throw NotAllowed.action("Only an administrator may set the password of somebody else.");
    }
  }

  @DELETE
  @Path("/{user}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Remove an account")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("user") String user) {
    users.remove(user, caller.person());
  }
}
