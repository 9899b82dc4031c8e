#!/usr/bin/env bash
# Says whether a deployment is healthy, from how its small array ended and the hits it counted.
#
#   healthy      exactly the reference's hits
#   unhealthy    other hits, or the run failed, or it computed for longer than it can take: exit code
#                1, and the image of before is deployed again
#   unverified   the run could not get under way in time, most likely for want of Spot capacity, or
#                could not be followed to its end
#
#     EXPECTED=<hits> ENDING=<the action's output> SUMMARY=<its Summary> MINUTES=<computed> judge.sh
set -euo pipefail

# No child takes more than seconds, and a summarize job waits for those that take longest.
readonly TOO_LONG=10

if ! [[ ${EXPECTED:-} =~ ^[0-9]+$ ]]; then
  echo "::error::The reference's hits are not known: EXPECTED is '${EXPECTED:-}'."
  exit 1
fi

case ${ENDING:-} in
  succeeded)
    hits=$(jq --raw-output '.totals.hits' <<< "$SUMMARY")
    if [ "$hits" = "$EXPECTED" ]; then
      verdict=healthy level=notice
      text="The new stack counted $hits hits, exactly as the reference does."
    else
      verdict=unhealthy level=error
      text="The new stack counted $hits hits where the reference counts $EXPECTED."
    fi
    ;;
  timed-out | stuck)
    if [[ ${MINUTES:-} =~ ^[0-9]+$ ]] && [ "$MINUTES" -ge $TOO_LONG ]; then
      verdict=unhealthy level=error
      text="A job had its instance, computed for $MINUTES minutes what takes seconds, and came to no end; the step before says more."
    else
      verdict=unverified level=warning
      text='The array did not get through in time, most likely for want of Spot capacity; the step before says why. What is deployed stays; run this workflow again to verify it.'
    fi
    ;;
  adrift)
    verdict=unverified level=warning
    text='The array goes on, but could not be followed to its end; the step before says why. What is deployed stays; run this workflow again to verify it.'
    ;;
  *)
    verdict=unhealthy level=error
    text="The array did not succeed on the new stack (${ENDING:-the step gave no ending}); the step before says why."
    ;;
esac

echo "verdict=$verdict" >> "$GITHUB_OUTPUT"
echo "::$level title=Deployment $verdict::$text"
printf '## Deployment %s\n\n%s\n' "$verdict" "$text" >> "$GITHUB_STEP_SUMMARY"
[ "$verdict" != unhealthy ]
