#!/usr/bin/env bash
# What looking at a large tree costs a CCM when nothing has changed. What is measured, and how:
# docs/performance/content.md
set -euo pipefail
# shellcheck source=benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
run_benchmark org.contentmover.benchmark.PlanBenchmark "$@"
