package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.contentmover.ccm.version.store.StoreCare;
import org.contentmover.ccm.version.store.view.StoreCheckView;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.ccm.version.store.view.StoreLossView;
import org.contentmover.ccm.version.store.view.StoreSizeView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The content store: how much it has, its garbage, and whether it is whole. */
@RequestScoped
@Path("/content-store")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "content-store", description = "Where the CCM keeps content")
public class ContentStoreResource {
  @Inject StoreCare care;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "How much the content store has")
  public StoreSizeView size() {
    return care.size();
  }

  @GET
  @Path("/collections")
  @Requires(Permission.READ)
  @Operation(summary = "Garbage collections, newest first")
  public Listing<StoreCollectionView> collections(@BeanParam PageQuery page) {
    return page.answer(care.collections(page.request()));
  }

  @GET
  @Path("/collections/{collection}")
  @Requires(Permission.READ)
  @Operation(summary = "One garbage collection")
  public StoreCollectionView collection(@PathParam("collection") UUID collection) {
    return care.collection(collection);
  }

  @POST
  @Path("/collections")
  @Consumes(MediaType.WILDCARD)
  @Requires(Permission.OPERATE)
  @Operation(
      summary = "Take away content nothing refers to",
      description = "Happens once an hour by itself. One that goes on already is answered.")
  @APIResponse(
      responseCode = "202",
      description = "Begun, see Location",
      content = @Content(schema = @Schema(implementation = StoreCollectionView.class)))
  public Response collect() {
    StoreCollectionView view = care.collect(caller.person());
    return Response.accepted(view)
        .location(uri.getAbsolutePathBuilder().path(view.id().toString()).build())
        .build();
  }

  @GET
  @Path("/verifications")
  @Requires(Permission.READ)
  @Operation(summary = "Verifications of the content store, newest first")
  public Listing<StoreCheckView> verifications(@BeanParam PageQuery page) {
    return page.answer(care.verifications(page.request()));
  }

  @GET
  @Path("/verifications/{verification}")
  @Requires(Permission.READ)
  @Operation(summary = "One verification")
  public StoreCheckView verification(@PathParam("verification") UUID verification) {
    return care.verification(verification);
  }

  @POST
  @Path("/verifications")
  @Consumes(MediaType.WILDCARD)
  @Requires(Permission.OPERATE)
  @Operation(
      summary = "Read and hash everything the content store has",
      description =
          "What is lost is brought back from servers that have it. Happens once a week by itself.")
  @APIResponse(
      responseCode = "202",
      description = "Begun, see Location",
      content = @Content(schema = @Schema(implementation = StoreCheckView.class)))
  public Response verify() {
    StoreCheckView view = care.check(caller.person());
    return Response.accepted(view)
        .location(uri.getAbsolutePathBuilder().path(view.id().toString()).build())
        .build();
  }

  @GET
  @Path("/losses")
  @Requires(Permission.READ)
  @Operation(summary = "Content that is needed and was not in the store; what is missing first")
  public Listing<StoreLossView> losses(@BeanParam PageQuery page) {
    return page.answer(care.losses(page.request()));
  }
}
