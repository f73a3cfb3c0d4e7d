# For scripts that run the farm: finds Java, builds the product when a source is newer. Sourced; wants $repository and a
# function "fail" that says a text and ends the script.
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # the sourcing script says where the repository is, and uses what is found
build_log=$repository/target/demo-build.log
classpath_file=$repository/system-tests/target/farm.classpath

java_home_or_path() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then echo "$JAVA_HOME/bin/java"; else command -v java || true; fi
}

# The newest source file decides; the archives and servers are made by one build.
needs_build() {
  local built
  for built in "$classpath_file" "$repository"/ccm-ear/target/ccm.ear "$repository"/bes-agent-war/target/bes-agent.war \
    "$repository"/gl-connector/rar/target/gl-connector.rar \
    "$repository"/server-config/wildfly/{ccm,agent}/target/server/jboss-modules.jar; do
    [ -f "$built" ] || return 0
  done
  [ -n "$(find "$repository" \( -name target -o -name .git -o -name test -o -path "$repository/docs" -o -path "$repository/samples" \) -prune \
    -o -type f \( -name '*.java' -o -name '*.xml' -o -name '*.xhtml' -o -name '*.proto' -o -name '*.sql' -o -name '*.cli' \
    -o -name '*.css' -o -name '*.js' -o -name '*.yaml' \) -newer "$classpath_file" -print -quit)" ]
}

# Two builds at once in one tree break each other: runs a function while no other build of these scripts does. The lock is
# not for what is run later: a server that inherited it would keep it.
one_at_a_time() {
  local lock=$repository/target/build.lock
  mkdir -p "$repository/target"
  (
    if command -v flock >/dev/null && ! flock -n 9; then
      echo "Another build works in $repository; waiting for its end ..." >&2
      flock 9
    fi
    "$@"
  ) 9>>"$lock"
}

require_maven() {
  command -v mvn >/dev/null || fail "Maven (3.8 or newer) is needed to build; 'mvn' is not on the PATH."
}

# Builds all, unless somebody did so meanwhile.
build() {
  require_maven
  one_at_a_time build_if_needed
}

build_if_needed() {
  needs_build || return 0
  echo "Building (without tests; the log is $build_log) ..." >&2
  if ! (cd "$repository" && mvn -B -ntp -DskipTests package) >"$build_log" 2>&1; then
    grep -E '^\[ERROR\]' "$build_log" | head -20 >&2
    fail "the build failed; see $build_log"
  fi
  touch "$classpath_file"
}

# Builds one module and what it needs, when the file its build leaves is older than a source; the further words are the
# folders of these sources.
build_module() {
  if is_built "${@:2}"; then return; fi
  require_maven
  one_at_a_time build_module_if_needed "$@"
}

is_built() {
  local left=$1
  shift
  [ -f "$left" ] && [ -z "$(cd "$repository" && find "$@" -name target -prune -o -path '*/src/test' -prune \
    -o -type f \( -name '*.java' -o -name pom.xml -o -name '*.proto' -o -name '*.txt' \) -newer "$left" -print -quit)" ]
}

build_module_if_needed() {
  local module=$1 left=$2
  if is_built "${@:2}"; then return; fi
  echo "Building (without tests) ..." >&2
  (cd "$repository" && mvn -B -q -ntp -pl "$module" -am -DskipTests package) >&2 || fail "the build failed"
  touch "$left"
}

# What ./assignment runs.
tool_classpath_file=$repository/assignment-tool/target/assignment.classpath
build_assignment_tool() {
  build_module assignment-tool "$tool_classpath_file" assignment-tool content content-format core
}

# The files of a class path are those of whoever has built: another user may not be let to them.
require_readable() {
  local entry
  local -a entries
  IFS=: read -r -a entries <<<"$1"
  for entry in "${entries[@]}"; do
    [ -r "$entry" ] || fail "$entry cannot be read by $(id -un). What is built here uses it: have whoever built this let you read it, or build a copy of your own."
  done
}

require_java() {
  java=$(java_home_or_path)
  [ -n "$java" ] || fail "Java (JDK 17 or newer) is needed; 'java' is not on the PATH and JAVA_HOME is not set."
}

# The command that runs a main class of the farm.
farm_command=()
set_farm_command() {
  require_readable "$classpath_file:$(cat "$classpath_file")"
  farm_command=("$java" -cp "$repository/system-tests/target/classes:$(cat "$classpath_file")"
    "-Dcontentmover.repository=$repository" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@")
}
