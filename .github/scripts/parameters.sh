#!/usr/bin/env bash
# Prints, as an output `lines` of a step, the parameters of the stack: those of pi.parameters and
# those that the bootstrap stack decides.
#
#     STACK=Pi BOUNDARY=arn:... parameters.sh >> "$GITHUB_OUTPUT"
set -euo pipefail
cd "$(dirname "$0")/../.."

echo 'lines<<END-OF-PARAMETERS'
cat cloudformation/pi.parameters
echo
echo "NamePrefix=${STACK:?the name of the stack}"
echo "PermissionsBoundary=${BOUNDARY:?the ARN of the boundary}"
echo 'END-OF-PARAMETERS'
