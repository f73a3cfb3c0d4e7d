#!/usr/bin/env bash
# What looking at a large tree costs a CCM when nothing has changed. What is measured, and how:
# docs/performance/content.md
set -euo pipefail
# shellcheck source=benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# As a CCM is started, with what its server leaves of 512 MiB; options that come later win.
run_benchmark -XX:TieredStopAtLevel=4 -XX:-UseSerialGC -XX:+UseG1GC -Xmx384m org.contentmover.benchmark.PlanBenchmark "$@"
