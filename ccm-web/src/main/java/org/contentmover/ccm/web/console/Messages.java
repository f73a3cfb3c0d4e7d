package org.contentmover.ccm.web.console;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;

/** Tells the person in front of the page what happened. */
final class Messages {
  /** Every page has its inputs in one form of this id, each named like the field it fills. */
  private static final String FORM = "form";

  private Messages() {}

  /** Shown on the page that comes next, also after a redirect. */
  static void done(String text) {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces.getExternalContext().getFlash().setKeepMessages(true);
    faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, text, null));
  }

  static void error(String text) {
    FacesContext.getCurrentInstance()
        .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
  }

  /** Shown beside the input of the field, or on top of the page when it has none. */
  static void errorOf(String field, String text) {
    FacesContext faces = FacesContext.getCurrentInstance();
    UIComponent input = faces.getViewRoot().findComponent(FORM + ":" + field);
    if (input instanceof UIInput holder) {
      // An invalid input shows what was submitted, and that was taken away when it was converted.
      holder.setSubmittedValue(holder.getValue() == null ? "" : holder.getValue().toString());
      holder.setValid(false);
      faces.addMessage(
          input.getClientId(faces), new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
    } else {
      error(field + ": " + text);
    }
  }
}
