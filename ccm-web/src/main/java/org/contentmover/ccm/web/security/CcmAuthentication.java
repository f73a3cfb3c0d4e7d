package org.contentmover.ccm.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.util.Optional;
import java.util.Set;
import org.contentmover.ccm.web.problem.ErrorServlet;
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
        : authenticateVisit(request, response, context);
  }

  private AuthenticationStatus authenticateVisit(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Optional<SignedIn> person = SignedIn.of(request);
    Optional<Set<String>> roles = person.flatMap(signIn::roles);
    if (roles.isPresent()) {
      return context.notifyContainerAboutLogin(person.get().name(), roles.get());
    }
    String loginPage = request.getContextPath() + LOGIN_PAGE + Destination.query(request);
    return Destination.isUpdateOfPage(request)
        ? redirectPage(loginPage, response)
        : context.redirect(loginPage);
  }

  /** A page that updates itself cannot follow a redirect; it is told to go there as a whole. */
  private static AuthenticationStatus redirectPage(String target, HttpServletResponse response) {
    response.setContentType("text/xml;charset=UTF-8");
    try {
      response
          .getWriter()
          .write(
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                  + target
                  + "\"/></partial-response>");
    } catch (IOException gone) {
      throw new UncheckedIOException("the caller did not wait for the answer", gone);
    }
    return AuthenticationStatus.SEND_CONTINUE;
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
    if (origin(request).isForeignPage()) {
      return answer(
          Problems.forbidden(
              "A page of another site made your browser send this; nothing was done. Call the API"
                  + " from a program, or use the console."),
          request,
          response);
    }
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

  private static CallOrigin origin(HttpServletRequest request) {
    return new CallOrigin(
        request.getMethod(),
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        request.getHeader("Host"));
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
    return refuse(request, response, Problems.unauthenticated(reason));
  }

  private static AuthenticationStatus refuse(
      HttpServletRequest request, HttpServletResponse response, Problem reason) {
    response.setHeader("WWW-Authenticate", CHALLENGE);
    response.addHeader("WWW-Authenticate", "Bearer realm=\"Content Mover\"");
    return answer(reason, request, response);
  }

  /** The error page of the application writes it: both servers insist on theirs after a failure. */
  private static AuthenticationStatus answer(
      Problem problem, HttpServletRequest request, HttpServletResponse response) {
    ErrorServlet.answerWith(problem, request);
    try {
      response.sendError(problem.status());
    } catch (IOException gone) {
      throw new UncheckedIOException("the caller did not wait for the answer", gone);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }
}
