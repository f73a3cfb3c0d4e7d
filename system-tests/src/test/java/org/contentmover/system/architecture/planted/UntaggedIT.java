package org.contentmover.system.architecture.planted;

/** Breaks a rule on purpose: no tag, so no run would find it. */
public final class UntaggedIT {}
