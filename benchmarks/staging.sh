#!/usr/bin/env bash
# What staging and committing a large site cost a server, beside cp -al. What is measured, and how:
# docs/performance/staging.md
set -euo pipefail
# shellcheck source=benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
run_benchmark org.contentmover.benchmark.StagingBenchmark "$@"
