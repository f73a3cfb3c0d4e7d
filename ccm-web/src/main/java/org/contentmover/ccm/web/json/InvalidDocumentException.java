package org.contentmover.ccm.web.json;

import java.util.List;

/**
 * A request document that cannot be read; carries everything that is wrong with it, not the first
 * only.
 */
public final class InvalidDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  /**
   * @param message what is wrong with the document as a whole, and what to do
   * @param errors the single fields; empty when the text is no JSON at all
   */
  public InvalidDocumentException(String message, List<FieldError> errors) {
    super(message);
    this.errors = List.copyOf(errors);
  }

  public List<FieldError> errors() {
    return errors == null ? List.of() : errors;
  }
}
