#!/usr/bin/env bash
# Bytes, processor time and memory of an update, beside rsync, xdelta3 and zstd. What is measured, and how:
# docs/performance/content.md
set -euo pipefail
# shellcheck source=benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# Not while it is measured.
build_assignment_tool
# SHA-256, by which the machine is measured, is fast only when Java's optimizing compiler makes it.
run_benchmark -XX:TieredStopAtLevel=4 org.contentmover.benchmark.content.ContentBenchmark "$@"
