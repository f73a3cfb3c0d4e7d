package org.contentmover.ccm.setup;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** A list of texts without line breaks in one column, one per line. */
@Converter
public class LinesConverter implements AttributeConverter<List<String>, String> {
  @Override
  public String convertToDatabaseColumn(List<String> lines) {
    return lines == null ? "" : String.join("\n", lines);
  }

  @Override
  public List<String> convertToEntityAttribute(String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }
}
