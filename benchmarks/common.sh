# shellcheck shell=bash
# For the scripts beside this file: builds what they run, and runs it.
export LC_ALL=C.UTF-8
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() { echo "$(basename "$0"): $*" >&2; exit 2; }

# shellcheck source=system-tests/built.bash
. "$repository/system-tests/built.bash"

require_root() { [ "$(id -u)" = 0 ] || fail "network namespaces need root; run it as root"; }

run_benchmark() {
  local classpath_file=$repository/benchmarks/target/benchmarks.classpath
  require_java
  build_module benchmarks "$classpath_file" benchmarks content content-format core gl-connector
  # shellcheck disable=SC2154 # require_java has found it
  exec "$java" -cp "$repository/benchmarks/target/classes:$(cat "$classpath_file")" \
    -Dcontentmover.repository="$repository" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@"
}
