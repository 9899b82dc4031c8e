# The image of both jobs: Node and one file. Docker and podman build it alike.

# Bundles on the machine's own platform: the result is the same JavaScript for every platform, so
# none is emulated.
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --loglevel=error
COPY build.mjs ./
COPY worker worker
RUN node build.mjs worker

# No shell, no package manager; user 65532.
FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:774b7d020b24214835769e24c3544835526cd0288f0b094eae48e8b2c2429a79
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="aws-batch-pi worker" \
      org.opencontainers.image.description="Estimates Pi as the children of an AWS Batch array job" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE"
COPY --from=build /build/worker/dist/worker.mjs /worker.mjs
USER 65532:65532
WORKDIR /
# Batch gives the command, which replaces CMD, so what runs the worker is the entry point.
ENTRYPOINT ["/nodejs/bin/node", "/worker.mjs"]
