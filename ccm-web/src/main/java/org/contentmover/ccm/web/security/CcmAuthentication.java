package org.contentmover.ccm.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.BasicAuthenticationCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.contentmover.ccm.web.problem.Problem;
import org.contentmover.ccm.web.problem.Problems;

/**
 * Finds out who calls. The API takes a name and password (Basic) of a person or a token (Bearer) of
 * a server, with every request; pages take the session of somebody who signed in. Who is nobody
 * gets a 401 problem from the API and the login page otherwise. Stateless but for what {@link
 * SignIn} remembers.
 */
@ApplicationScoped
public class CcmAuthentication implements HttpAuthenticationMechanism {
  static final String LOGIN_PAGE = "/login.xhtml";
  private static final String CHALLENGE = "Basic realm=\"Content Mover\", charset=\"UTF-8\"";

  @Inject SignIn signIn;
  @Inject IdentityStoreHandler identityStores;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    SecurityHeaders.apply(request, response);
    if (!context.isProtected()) {
      return context.doNothing();
    }
    return SecurityHeaders.isApi(request)
        ? authenticateCall(request, response, context)
        : authenticateVisit(request, context);
  }

  private AuthenticationStatus authenticateVisit(
      HttpServletRequest request, HttpMessageContext context) {
    Optional<SignedIn> person = SignedIn.of(request);
    if (person.isPresent()) {
      return context.notifyContainerAboutLogin(person.get().name(), person.get().roles());
    }
    return context.redirect(request.getContextPath() + LOGIN_PAGE + Destination.query(request));
  }

  private AuthenticationStatus authenticateCall(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    AuthorizationHeader header = AuthorizationHeader.of(request.getHeader("Authorization"));
    return switch (header.scheme()) {
      case "basic" -> basic(header.value(), request, response, context);
      case "bearer" -> bearer(header.value(), request, response, context);
      default ->
          refuse(request, response, "Send a user name and password (Basic) or a token (Bearer).");
    };
  }

  private AuthenticationStatus basic(
      String value,
      HttpServletRequest request,
      HttpServletResponse response,
      HttpMessageContext context) {
    BasicAuthenticationCredential credential;
    try {
      credential = new BasicAuthenticationCredential(value);
    } catch (IllegalArgumentException malformed) {
      return refuse(request, response, "The value of Authorization is no Basic credential.");
    }
    SignIn.Outcome outcome = signIn.attempt(credential, request.getRemoteAddr());
    if (outcome.succeeded()) {
      return context.notifyContainerAboutLogin(outcome.name(), outcome.roles());
    }
    if (outcome.retryAfterSeconds() > 0) {
      response.setHeader("Retry-After", Long.toString(outcome.retryAfterSeconds()));
      return answer(
          new Problem("too-many-attempts", "Too many attempts failed", 429, outcome.explanation()),
          request,
          response);
    }
    return refuse(request, response, outcome.explanation());
  }

  private AuthenticationStatus bearer(
      String token,
      HttpServletRequest request,
      HttpServletResponse response,
      HttpMessageContext context) {
    boolean enrolment = "/enrolments".equals(request.getPathInfo());
    BearerCredential credential =
        new BearerCredential(
            enrolment ? BearerCredential.Purpose.ENROLMENT : BearerCredential.Purpose.SERVER,
            token);
    CredentialValidationResult result = identityStores.validate(credential);
    return result.getStatus() == Status.VALID
        ? context.notifyContainerAboutLogin(result)
        : refuse(request, response, credential.refusal());
  }

  private static AuthenticationStatus refuse(
      HttpServletRequest request, HttpServletResponse response, String reason) {
    response.setHeader("WWW-Authenticate", CHALLENGE);
    response.addHeader("WWW-Authenticate", "Bearer realm=\"Content Mover\"");
    return answer(Problems.unauthenticated(reason), request, response);
  }

  /** Writes the answer itself: an error page of the server would be no problem document. */
  private static AuthenticationStatus answer(
      Problem problem, HttpServletRequest request, HttpServletResponse response) {
    JsonObject body = problem.toJson(request.getRequestURI());
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    try {
      response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    } catch (IOException gone) {
      throw new UncheckedIOException("the caller did not wait for the answer", gone);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }
}
