#!/usr/bin/env bash
# Pushes an image archive to ECR under the tag of its commit, once, and prints its digest as an output
# of a step. Tags are immutable, so a re-run of the same commit takes what the first run pushed.
#
#     push-image.sh ARCHIVE DIGEST REPOSITORY COMMIT >> "$GITHUB_OUTPUT"
set -euo pipefail
archive=$1 digest=$2 repository=$3 commit=$4
registry=${repository%%/*} name=${repository#*/}

# Lists instead of asking for the tag: a tag that is not there would be an error among others.
pushed=$(aws ecr describe-images --repository-name "$name" --output text \
  --query "imageDetails[?contains(not_null(imageTags, \`[]\`), '$commit')].imageDigest")
if [ -n "$pushed" ]; then
  echo "$commit is in the registry already." >&2
  digest=$pushed
else
  # The login is for this push alone.
  login=$(mktemp -d)
  trap 'rm -r "$login"' EXIT
  aws ecr get-login-password |
    skopeo login --authfile "$login/auth.json" --username AWS --password-stdin "$registry" >&2
  # All platforms and attestations of the index, so that the digest stays what was built.
  skopeo copy --authfile "$login/auth.json" --all --preserve-digests \
    "oci-archive:$archive" "docker://$repository:$commit" >&2
fi

if ! [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
  echo "::error::'$digest' is no digest of an image." >&2
  exit 1
fi
echo "digest=$digest"
