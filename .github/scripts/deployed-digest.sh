#!/usr/bin/env bash
# Prints, as an output of a step, the digest of the image that a stack runs; empty without a stack.
# Not the whole name: a job's output that held the account's number might be withheld.
#
#     deployed-digest.sh STACK >> "$GITHUB_OUTPUT"
set -euo pipefail

if answer=$(aws cloudformation describe-stacks --stack-name "$1" --output text \
  --query "Stacks[0].Outputs[?OutputKey=='Image'].OutputValue" 2>&1); then
  # A stack that never came to be has no outputs, and --output text calls that None.
  if [[ $answer == *@sha256:* ]]; then echo "digest=${answer#*@}"; else echo 'digest='; fi
elif [[ $answer == *'does not exist'* ]]; then
  echo 'digest='
else
  echo "$answer" >&2
  exit 1
fi
