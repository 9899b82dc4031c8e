#!/usr/bin/env bash
# Prints, as an output of a step, for how many minutes one of a run's jobs has computed at most, all
# of its attempts together. Waiting for an instance or for the image does not count.
#
#     computed-minutes.sh ARRAY_JOB SUMMARIZE_JOB ARRAY_SIZE >> "$GITHUB_OUTPUT"
set -euo pipefail
array=$1 summarize=$2 size=$3

jobs=()
for ((index = 0; index < size; index++)); do jobs+=("$array:$index"); done
if [ -n "$summarize" ]; then jobs+=("$summarize"); fi

# Times are in milliseconds; an attempt that runs is not among the attempts yet.
aws batch describe-jobs --output json --jobs "${jobs[@]}" | jq --raw-output '
  (now * 1000) as $now
  | [.jobs[]
      | ([.attempts[]? | select(.startedAt and .stoppedAt) | .stoppedAt - .startedAt] | add // 0)
        + (if .status == "RUNNING" and .startedAt then $now - .startedAt else 0 end)]
  | "minutes=\((max // 0) / 60000 | floor)"'
