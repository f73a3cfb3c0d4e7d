package org.contentmover.agent.config;

import java.time.Duration;

/**
 * How the trees of this server are compared with their manifests (CI-7).
 *
 * @param interval between two times; zero for only when it is ordered
 * @param bytesPerSecond read at most; 0 for no bound
 * @param repair whether what is found is made good at once
 */
public record ScrubSettings(Duration interval, long bytesPerSecond, boolean repair) {}
