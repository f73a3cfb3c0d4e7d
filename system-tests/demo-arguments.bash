# What ./demo is asked for, looked at before anything is built: by the rules of DemoArguments, which sees it again, and in
# its words. Sourced.
# shellcheck shell=bash

# Says what is wrong, if something is; its status is 0 when nothing is.
check_arguments() {
  local command=${1:-}
  case $command in
    '' | --*)
      if [ $# -gt 0 ] && [ -z "$command" ]; then say_wrong "unknown command: "; else check_options "$@"; fi
      ;;
    up) check_options "${@:2}" ;;
    publish) check_subject publish DIR "${@:2}" ;;
    kill | start) check_subject "$command" SERVER "${@:2}" ;;
    status) [ "${*:2}" = --json ] || check_rest "${@:2}" ;;
    down | help | -h) check_rest "${@:2}" ;;
    *) say_wrong "unknown command: $command" ;;
  esac
}

say_wrong() {
  echo "$1"
  return 1
}

check_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --segments | --servers | --port-offset | --rate) [ $# -gt 1 ] || say_wrong "$1 wants a value" || return ;;
      *) say_wrong "unknown option: $1" || return ;;
    esac
    case $1 in
      --rate) check_rate "$2" || return ;;
      --port-offset) check_number "$1" "$2" 50000 || return ;;
      *) check_number "$1" "$2" 20 || return ;;
    esac
    shift 2
  done
}

check_number() {
  if [[ $2 =~ ^\+?0*([1-9][0-9]{0,5})$ ]] && [ "${BASH_REMATCH[1]}" -le "$3" ]; then return; fi
  say_wrong "$1 wants a number from 1 to $3: $2"
}

check_rate() {
  local unit=1
  if ! [[ ${1,,} =~ ^([0-9]+(\.[0-9]+)?)(kbit|mbit|gbit|kb|mb)?$ ]]; then
    say_wrong "--rate wants a number with kbit, mbit, gbit, kB or MB: $1" || return
  fi
  case ${BASH_REMATCH[3]} in
    kbit) unit=125 ;;
    mbit) unit=125000 ;;
    gbit) unit=125000000 ;;
    kb) unit=1000 ;;
    mb) unit=1000000 ;;
  esac
  # Bash has no fractions.
  awk -v number="${BASH_REMATCH[1]}" -v unit="$unit" 'BEGIN { exit (number * unit + 0.5 < 10000) }' ||
    say_wrong "--rate must be at least 80kbit: $1"
}

check_subject() {
  if [ $# != 3 ] || ! [[ $3 =~ [^[:space:]] ]]; then say_wrong "$1 wants one $2"; fi
}

check_rest() {
  [ $# = 0 ] || say_wrong "unexpected: $*"
}
