package org.contentmover.system.farm;

import java.nio.file.Path;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmHome;
import org.contentmover.farm.FarmSpec;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A farm that is up while the tests of one class run: started, which takes a minute, before their
 * {@code @BeforeAll}, and stopped after them, whatever came of it. Register it as a static field.
 */
public final class RunningFarm implements BeforeAllCallback, AfterAllCallback {
  /** Above it WildFly's management port is one that Linux gives to any connection by itself. */
  private static final int HIGHEST_PORT_OFFSET = 22_000;

  private final Path work;
  private final FarmHome home;
  private final FarmSpec spec;
  private Farm farm;

  /**
   * Not up yet.
   *
   * @param name of a directory below {@code target} that is the class's own
   * @param spec with a port offset no other class has, {@link #HIGHEST_PORT_OFFSET} at most
   */
  public RunningFarm(String name, FarmSpec spec) {
    if (spec.portOffset() > HIGHEST_PORT_OFFSET) {
      throw new IllegalArgumentException(
          "port offset is " + spec.portOffset() + "; allowed are up to " + HIGHEST_PORT_OFFSET);
    }
    this.work = Path.of("target", name).toAbsolutePath();
    this.home = new FarmHome(Path.of("..").toAbsolutePath(), work.resolve("farm"));
    this.spec = spec;
  }

  /** Where the class may write; left as it is between two runs, but for the farm in it. */
  public Path work() {
    return work;
  }

  public FarmHome home() {
    return home;
  }

  public Farm farm() {
    return farm;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    farm = Farm.fresh(home, spec, System.out::println);
    farm.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (farm != null) {
      farm.stop();
    }
  }
}
