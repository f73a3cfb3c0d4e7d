# shellcheck shell=bash
# For the scripts beside this file: builds what they run, and runs it.
export LC_ALL=C.UTF-8
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

refuse() { echo "$(basename "$0"): $*" >&2; exit 2; }

run_benchmark() {
  local classpath_file=$repository/benchmarks/target/benchmarks.classpath java
  [ "$(id -u)" = 0 ] || refuse "network namespaces need root; run it as root"
  java=${JAVA_HOME:+$JAVA_HOME/bin/java}
  java=${java:-$(command -v java || true)}
  [ -x "$java" ] || refuse "Java (JDK 17 or newer) is needed"
  if [ ! -f "$classpath_file" ] || newer_sources "$classpath_file"; then
    command -v mvn >/dev/null || refuse "Maven (3.8 or newer) is needed to build"
    echo "Building (without tests) ..." >&2
    (cd "$repository" && mvn -B -q -ntp -pl benchmarks -am -DskipTests package) >&2
    touch "$classpath_file"
  fi
  exec "$java" -cp "$repository/benchmarks/target/classes:$(cat "$classpath_file")" \
    -Dcontentmover.repository="$repository" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@"
}

newer_sources() {
  [ -n "$(find "$repository"/{benchmarks,content,content-format,core,gl-connector} -name target -prune -o -path '*/src/test' -prune \
    -o -type f \( -name '*.java' -o -name pom.xml -o -name '*.proto' \) -newer "$1" -print -quit)" ]
}
