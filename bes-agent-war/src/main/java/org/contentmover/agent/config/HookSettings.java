package org.contentmover.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The hooks the administrator of this server installed (CI-1).
 *
 * @param directory holds them; empty for none
 * @param timeLimit of one run
 * @param switchHooks those that show what is live
 */
public record HookSettings(Optional<Path> directory, Duration timeLimit, SwitchHooks switchHooks) {}
