package org.contentmover.core.segment;

/** Type bytes of the datagrams of election and registration (docs/protocol has their layouts). */
final class ControlType {
  static final int LEADER_ALIVE = 1;
  static final int LEADER_CLAIM = 2;
  static final int RESIGN = 3;
  static final int FLOOR_NOTICE = 4;
  static final int SELF_CHECK = 5;
  static final int REGISTER = 6;
  static final int REGISTRATION_REPORT = 7;
  static final int PROBE = 8;
  static final int LEAVE = 9;
  static final int HEARING_QUESTION = 10;
  static final int HEARING_ANSWER = 11;
  static final int CHANNEL_READY = 12;
  static final int PATH_PROBE = 13;
  static final int PATH_HEARD = 14;

  private ControlType() {}
}
