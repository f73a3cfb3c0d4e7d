package org.contentmover.ccm.web.problem;

import jakarta.persistence.OptimisticLockException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.ccm.problem.ClockDiffers;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.DomainException;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.LeadershipForgotten;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.web.json.FieldError;
import org.contentmover.ccm.web.json.InvalidDocumentException;

/**
 * Which problem a failure is. Used by the API and by the console, so that both say the same. Pure;
 * thread-safe.
 */
public final class Problems {
  private Problems() {}

  /**
   * The problem of a failure somebody can do something about; empty when it is a fault of the CCM.
   *
   * @param conditional the caller said on which state its change is based (If-Match)
   */
  public static Optional<Problem> of(Throwable failure, boolean conditional) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DomainException refused) {
        return Optional.of(ofDomain(refused, conditional));
      }
      if (cause instanceof InvalidDocumentException document) {
        return Optional.of(
            new Problem(
                "invalid-request",
                "The request cannot be used",
                400,
                document.getMessage(),
                document.errors(),
                Map.of()));
      }
      if (cause instanceof OptimisticLockException) {
        return Optional.of(
            new Problem(
                "conflict",
                "The request contradicts the present state",
                409,
                "Somebody changed the same object at the same moment. Read it again and repeat the change."));
      }
    }
    return Optional.empty();
  }

  private static Problem ofDomain(DomainException refused, boolean conditional) {
    String detail = refused.getMessage();
    if (refused instanceof NotFound) {
      return new Problem("not-found", "There is no such object", 404, detail);
    }
    if (refused instanceof Invalid invalid) {
      return new Problem(
          "invalid-request",
          "The request cannot be used",
          400,
          isMissing(invalid)
              ? invalid.field() + " is missing; it must be " + invalid.allowed() + "."
              : detail,
          List.of(new FieldError(invalid.field(), "must be " + invalid.allowed())),
          Map.of());
    }
    if (refused instanceof Outdated outdated) {
      return new Problem(
          "outdated",
          "The request is based on an older state",
          conditional ? 412 : 409,
          detail,
          List.of(),
          held(outdated));
    }
    if (refused instanceof LeadershipForgotten forgotten) {
      return new Problem(
          "leadership-forgotten",
          "The segment has forgotten a leadership",
          409,
          detail,
          List.of(),
          Map.of("heldEpoch", Long.toString(forgotten.epoch()), "heldLeader", forgotten.leader()));
    }
    if (refused instanceof ClockDiffers clocks) {
      return new Problem(
          "clock-differs",
          "Your clock differs from the CCM's",
          401,
          detail,
          List.of(),
          Map.of("ccmTime", clocks.timeProof()));
    }
    if (refused instanceof NotAllowed notAllowed) {
      return notAllowed.authenticated() ? forbidden(detail) : unauthenticated(detail);
    }
    if (refused instanceof Conflict) {
      return new Problem("conflict", "The request contradicts the present state", 409, detail);
    }
    return new Problem("refused", "The request is refused", 400, detail);
  }

  private static Map<String, String> held(Outdated outdated) {
    Map<String, String> held = new HashMap<>(Map.of("held", outdated.held()));
    outdated
        .position()
        .ifPresent(
            position -> {
              held.put("heldEpoch", Long.toString(position.epoch()));
              held.put("heldSequence", Long.toString(position.sequence()));
            });
    return held;
  }

  private static boolean isMissing(Invalid invalid) {
    return invalid.found().equals("null");
  }

  public static Problem unauthenticated(String detail) {
    return new Problem("unauthenticated", "Who are you?", 401, detail);
  }

  public static Problem forbidden(String detail) {
    return new Problem("forbidden", "You may not do this", 403, detail);
  }

  /**
   * A fault of the CCM. Its cause is in the server log under the same reference, never in the
   * answer.
   */
  public static Problem internal(String reference) {
    return new Problem(
        "internal-error",
        "The CCM failed",
        500,
        "The CCM could not carry the request out. The cause is in its server log under reference "
            + reference
            + ".",
        List.of(),
        Map.of("reference", reference));
  }

  /** A request HTTP itself refuses, by status. */
  public static Problem ofStatus(int status, String method, String path) {
    return switch (status) {
      case 400 ->
          new Problem(
              "invalid-request",
              "The request cannot be used",
              400,
              "The path, a query parameter or a header is malformed. Compare them with"
                  + " /api/v1/openapi.json.");
      case 401 -> unauthenticated("Send a user name and password, or a token.");
      case 403 -> forbidden("Your role does not include this. Ask an administrator.");
      case 404 ->
          new Problem(
              "not-found",
              "There is no such object",
              404,
              "There is nothing at " + path + ". The paths are listed in /api/v1/openapi.json.");
      case 405 ->
          new Problem(
              "method-not-allowed",
              "This method is not possible here",
              405,
              method + " is not possible on " + path + ". The header Allow lists what is.");
      case 406 ->
          new Problem(
              "not-acceptable",
              "No acceptable representation",
              406,
              "Nothing the header Accept asks for can be sent. Ask for application/json.");
      case 411 ->
          new Problem(
              "length-required",
              "The length of the request is missing",
              411,
              "Say in the header Content-Length how long the form is that is sent.");
      case 413 ->
          new Problem("too-large", "The request is too large", 413, "Send a smaller document.");
      case 415 ->
          new Problem(
              "unsupported-media-type",
              "This content type is not understood",
              415,
              "Say in the header Content-Type what is sent, and send what is taken here: a document as"
                  + " application/json in UTF-8, the archive of a checkpoint as application/zstd.");
      case 428 ->
          new Problem(
              "precondition-required",
              "Say what the change is based on",
              428,
              "Read the object, and send the ETag of the answer as If-Match with the change, so that"
                  + " it cannot undo somebody else's.");
      default ->
          new Problem(
              "http-" + status, "The request is refused", status, "HTTP status " + status + ".");
    };
  }
}
