package org.contentmover.ccm.setup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.security.KeyVault;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.GarbageCollection;

/**
 * What exists once per CCM and is made from the configuration: it is read, and directory, key and
 * store are opened, when first needed. A configuration that cannot be accepted stops the deployment
 * with a message that says which key, what was found, what is allowed.
 */
@ApplicationScoped
public class CcmSetup {
  private CcmConfiguration configuration;
  private DataDirectory data;
  private CcmKeyChain keys;
  private KeyVault vault;
  private ContentStore store;
  private GarbageCollection garbage;

  @PostConstruct
  void open() {
    try {
      configuration = new ConfigurationReader(System.getProperties(), configurationFile()).read();
      data = DataDirectory.prepare(configuration.dataDirectory());
      keys = CcmKeyChain.open(data.keyFile());
      vault = KeyVault.open(data.vaultFile());
      store = ContentStore.open(data.store());
      garbage = new GarbageCollection(store);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The CCM cannot use its data directory: "
              + e.getMessage()
              + ". Check that it exists and belongs to the server's user.",
          e);
    }
  }

  @PreDestroy
  void close() {
    try {
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The content store could not be closed", e);
    }
  }

  private static Properties configurationFile() {
    Properties properties = new Properties();
    String file = System.getProperty(ConfigurationReader.FILE_PROPERTY);
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new InvalidConfiguration(
            List.of(
                "The file "
                    + file
                    + ", which "
                    + ConfigurationReader.FILE_PROPERTY
                    + " names, cannot be read: "
                    + e
                    + "."));
      }
    }
    return properties;
  }

  @Produces
  @Dependent
  public CcmConfiguration configuration() {
    return configuration;
  }

  @Produces
  @Dependent
  public DataDirectory data() {
    return data;
  }

  @Produces
  @Dependent
  public CcmKeyChain keys() {
    return keys;
  }

  @Produces
  @Dependent
  public KeyVault vault() {
    return vault;
  }

  @Produces
  @Dependent
  public ContentStore store() {
    return store;
  }

  @Produces
  @Dependent
  public GarbageCollection garbage() {
    return garbage;
  }

  /** As exact as times are in the database: what is answered at once is what is read later. */
  @Produces
  @Dependent
  public Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
