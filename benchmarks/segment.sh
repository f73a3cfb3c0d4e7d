#!/usr/bin/env bash
# This product beside the tools of the trade, in segments of network namespaces. What is measured, and how:
# docs/performance/segment.md
set -euo pipefail
# shellcheck source=benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
require_root
run_benchmark org.contentmover.benchmark.SegmentBenchmark "$@"
