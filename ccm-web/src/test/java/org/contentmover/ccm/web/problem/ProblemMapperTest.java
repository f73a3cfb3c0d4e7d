package org.contentmover.ccm.web.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJBException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.contentmover.ccm.problem.ClockDiffers;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.LeadershipForgotten;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.web.json.FieldError;
import org.contentmover.ccm.web.json.InvalidDocumentException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {
  private static final URI BASE = URI.create("http://ccm/api/v1/");

  @Test
  void shouldTellWhatIsWrongAndWhatToDo() {
    JsonObject problem = body(map(new Invalid("quorum", "many", "a number or a share"), 400));

    assertEquals("urn:contentmover:problem:invalid-request", problem.getString("type"));
    assertEquals("The request cannot be used", problem.getString("title"));
    assertEquals(400, problem.getInt("status"));
    assertEquals(
        "quorum: found \"many\", allowed is a number or a share.", problem.getString("detail"));
    assertEquals("/api/v1/jobs/a%20b", problem.getString("instance"));
    assertEquals("quorum", problem.getJsonArray("errors").getJsonObject(0).getString("field"));
  }

  @Test
  void shouldSayThatAFieldIsMissing() {
    assertEquals(
        "site is missing; it must be a name.",
        body(map(new Invalid("site", null, "a name"), 400)).getString("detail"));
  }

  @Test
  void shouldMapEveryRefusalOfTheServices() {
    assertEquals("not-found", kind(map(new NotFound("job", "nightly"), 404)));
    assertEquals("conflict", kind(map(new Conflict("A run is in progress."), 409)));
    assertEquals("unauthenticated", kind(map(NotAllowed.credential("The token is spent."), 401)));
    assertEquals("forbidden", kind(map(NotAllowed.action("You are not the leader."), 403)));
  }

  @Test
  void shouldFindARefusalInWhatTheContainerWrapsAroundIt() {
    assertEquals("not-found", kind(map(new EJBException(new NotFound("job", "nightly")), 404)));
    assertEquals(
        "conflict",
        kind(map(new EJBException(new IllegalStateException(new OptimisticLockException())), 409)));
  }

  @Test
  void shouldAnswerAnOldReportWithWhatIsHeld() {
    JsonObject problem = body(map(new Outdated("Older.", "epoch 7, sequence 41"), 409));

    assertEquals("epoch 7, sequence 41", problem.getString("held"));
  }

  @Test
  void shouldNameTheNumberOfTheReportItHolds() {
    Outdated overtaken = new Outdated("Older.", new Outdated.Position(7, 41));
    JsonObject problem = body(map(overtaken, 409));

    assertEquals("epoch 7, sequence 41", problem.getString("held"));
    assertEquals("7", problem.getString("heldEpoch"));
    assertEquals("41", problem.getString("heldSequence"));
  }

  @Test
  void shouldTellTheTimeToAServerWhoseClockIsWrong() {
    JsonObject problem = body(map(new ClockDiffers("1 h ahead.", "proof"), 401));

    assertEquals("urn:contentmover:problem:clock-differs", problem.getString("type"));
    assertEquals("proof", problem.getString("ccmTime"));
  }

  @Test
  void shouldNameTheLeadershipThatASegmentHasForgotten() {
    JsonObject problem = body(map(new LeadershipForgotten("Count on.", 7, "boston-2"), 409));

    assertEquals("7", problem.getString("heldEpoch"));
    assertEquals("boston-2", problem.getString("heldLeader"));
  }

  @Test
  void shouldAnswerAFailedPreconditionAsSuch() {
    ContainerRequest request = request("PUT");
    request.getHeaders().putSingle(HttpHeaders.IF_MATCH, "\"2\"");

    assertEquals(412, mapper(request).toResponse(new Outdated("Older.", "revision 3")).getStatus());
  }

  @Test
  void shouldListEveryFieldOfADocumentThatIsWrong() {
    JsonObject problem =
        body(
            map(
                new InvalidDocumentException(
                    "Two fields.", List.of(new FieldError("a", "one"), new FieldError("b", "two"))),
                400));

    assertEquals(
        List.of("a", "b"),
        problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
            .map(error -> error.getString("field"))
            .toList());
  }

  @Test
  void shouldExplainWhatHttpItselfRefuses() {
    assertEquals("not-found", kind(map(new NotFoundException(), 404)));
    assertEquals("not-acceptable", kind(map(new NotAcceptableException(), 406)));
    assertEquals("unsupported-media-type", kind(map(new NotSupportedException(), 415)));
    assertTrue(
        body(map(new NotSupportedException(), 415))
            .getString("detail")
            .contains("application/zstd"));
    assertEquals(
        "precondition-required",
        kind(map(new WebApplicationException(Response.Status.PRECONDITION_REQUIRED), 428)));
  }

  @Test
  void shouldSayWhatIsWrongWithAnIdAndNotWithThePath() {
    Throwable refused = new NotFoundException(new NotFound("object with the id", "abc"));

    assertEquals(
        "There is no object with the id \"abc\".", body(map(refused, 404)).getString("detail"));
  }

  @Test
  void shouldKeepTheMethodsThatWouldHaveBeenPossible() {
    Response response = map(new NotAllowedException("GET", new String[] {"POST"}), 405);

    assertEquals("method-not-allowed", kind(response));
    assertTrue(response.getHeaderString("Allow").contains("POST"));
  }

  @Test
  void shouldPassOnWhatIsNoError() {
    assertEquals(
        304, map(new WebApplicationException(Response.notModified().build()), 304).getStatus());
  }

  @Test
  void shouldKeepTheCauseOfAFaultToTheLog() {
    Response response = map(new IllegalStateException("password of the database"), 500);

    JsonObject problem = body(response);
    assertEquals("urn:contentmover:problem:internal-error", problem.getString("type"));
    assertFalse(problem.toString().contains("password of the database"));
    assertTrue(problem.getString("detail").contains(problem.getString("reference")));
  }

  private static Response map(Throwable failure, int status) {
    Response response = mapper(request("DELETE")).toResponse(failure);
    assertEquals(status, response.getStatus());
    return response;
  }

  private static ProblemMapper mapper(ContainerRequest request) {
    ProblemMapper mapper = new ProblemMapper();
    mapper.uri = request.getUriInfo();
    mapper.request = request;
    mapper.headers = request;
    return mapper;
  }

  private static ContainerRequest request(String method) {
    return new ContainerRequest(
        BASE, BASE.resolve("jobs/a%20b"), method, null, new MapPropertiesDelegate(), null);
  }

  private static String kind(Response response) {
    assertEquals("application/problem+json", response.getMediaType().toString());
    JsonString type = body(response).getJsonString("type");
    return type.getString().substring("urn:contentmover:problem:".length());
  }

  private static JsonObject body(Response response) {
    return (JsonObject) response.getEntity();
  }
}
