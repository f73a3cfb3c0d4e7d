#!/usr/bin/env bash
# What a killed leader costs: time until the next one leads, until it goes on, and what it sends again. What is measured,
# and how: docs/performance/segment.md
set -euo pipefail
# shellcheck source=benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
require_root
run_benchmark org.contentmover.benchmark.FailoverBenchmark "$@"
