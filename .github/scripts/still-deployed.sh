#!/usr/bin/env bash
# Fails unless a stack runs this image: a job that is run again alone may come after a roll-back or
# after another deployment, of which it must neither judge nor take anything back.
#
#     still-deployed.sh STACK DIGEST
set -euo pipefail
stack=$1 digest=$2

deployed=$("$(dirname "$0")/deployed-digest.sh" "$stack")
if [ "$deployed" != "digest=$digest" ]; then
  echo "::error::The stack $stack does not run $digest any more, but ${deployed#digest=}. Run the whole workflow again."
  exit 1
fi
