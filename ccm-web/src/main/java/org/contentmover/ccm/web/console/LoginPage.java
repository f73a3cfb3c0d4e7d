package org.contentmover.ccm.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.contentmover.ccm.web.security.Destination;
import org.contentmover.ccm.web.security.SignIn;

/** The page somebody signs in on; open to everybody. */
@Named
@RequestScoped
public class LoginPage {
  @Inject SignIn signIn;
  @Inject HttpServletRequest request;

  private String name;
  private String password;
  private String to;

  /** Goes on to the page that was wanted, or stays and says why not. */
  public void enter() throws IOException {
    SignIn.Outcome outcome =
        signIn.attempt(new UsernamePasswordCredential(name, password), request.getRemoteAddr());
    if (!outcome.succeeded()) {
      Messages.error(outcome.explanation());
      return;
    }
    signIn.session(outcome.name()).enter(request);
    FacesContext.getCurrentInstance()
        .getExternalContext()
        .redirect(request.getContextPath() + Destination.orOverview(to));
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public String getTo() {
    return to;
  }

  public void setTo(String to) {
    this.to = to;
  }
}
