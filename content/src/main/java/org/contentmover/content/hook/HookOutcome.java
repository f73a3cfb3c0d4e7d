package org.contentmover.content.hook;

import org.contentmover.core.interpret.HookCall;

/**
 * How a hook ended.
 *
 * @param text for an administrator: which hook, how it ended, and the end of what it printed
 */
public record HookOutcome(HookCall call, boolean succeeded, String text) {}
