package org.contentmover.ccm.topology.view;

/** Whether the servers of a segment prove to each other that they belong to it (EL-7). */
public enum KeyPolicy {
  OPEN,
  KEYED
}
