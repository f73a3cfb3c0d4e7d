package org.contentmover.content.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A configuration file of which single entries are read and changed; every byte that is not part of
 * such an entry stays. Immutable.
 *
 * <p>What a key is and what a value is depends on the kind of file. All methods throw {@link
 * IllegalArgumentException} for the server's administrator when the file, or what is asked of it,
 * is not as it has to be.
 */
sealed interface ConfigurationText permits PropertiesText, JsonText, XmlText {
  /** Kinds by the ends of file names. */
  Map<String, Function<byte[], ConfigurationText>> KINDS =
      Map.of(".properties", PropertiesText::read, ".json", JsonText::read, ".xml", XmlText::read);

  /** The kind of a file, which its name says. */
  static Optional<Function<byte[], ConfigurationText>> kind(String fileName) {
    return KINDS.entrySet().stream()
        .filter(kind -> fileName.endsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The file as a whole. */
  byte[] bytes();

  /** The value of an entry; empty when there is none. */
  Optional<String> get(String key);

  /** An entry exactly as it is written; empty when there is none. */
  Optional<String> written(String key);

  /** The same with a value. */
  ConfigurationText with(String key, String value);

  /** The same with an entry exactly as {@link #written} said. */
  ConfigurationText withWritten(String key, String written);

  /** The same without an entry. */
  ConfigurationText without(String key);
}
