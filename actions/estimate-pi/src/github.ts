/** What GitHub tells a step about the run that it belongs to. */

export interface RunContext {
  /** Run id and attempt: the same for every step of a job and every job of a matrix. */
  readonly run: string;
  /** Tags for jobs, so that a bill or an operator leads back to the run. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Batch allows 256 characters in a tag, of these. */
const NOT_A_TAG = /[^\p{L}\p{N} _.:/=+@-]/gu;

/** @param env the step's environment; outside GitHub (a demo, a test) most of it is missing */
export function runContext(env: NodeJS.ProcessEnv): RunContext {
  const {
    GITHUB_SERVER_URL: server = 'https://github.com',
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: id,
    GITHUB_RUN_ATTEMPT: attempt = '1',
    GITHUB_SHA: commit,
  } = env;
  const url = repository && id ? `${server}/${repository}/actions/runs/${id}` : undefined;
  const tags = { Repository: repository, Commit: commit, Run: url };
  return {
    run: id ? `${id}-${attempt}` : 'local',
    tags: Object.fromEntries(
      Object.entries(tags).flatMap(([key, value]) =>
        value ? [[key, value.replace(NOT_A_TAG, '_').slice(0, 256)]] : [],
      ),
    ),
  };
}
