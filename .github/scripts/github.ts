/**
 * What the scripts here share. actions/github-script hands them the client and the context of
 * @actions/github, of which only the types are needed here: no package is installed where they run.
 */
import type { context, getOctokit } from '@actions/github';

export type GitHub = ReturnType<typeof getOctokit>;
export type Context = Pick<typeof context, 'repo' | 'issue' | 'serverUrl' | 'runId'>;

export interface Invocation {
  readonly github: GitHub;
  readonly context: Context;
  /** The step's environment: inputs travel here and never in the script's own text. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** An issue, a pull request, or a comment on one. */
interface Text {
  readonly body?: string | null | undefined;
  readonly user: { readonly type: string } | null;
}

/** GitHub refuses a longer text. */
const MAX_TEXT = 65_536;

/** Invisible on the page; how the text is found again. */
export const markerOf = (name: string): string => `<!-- ${name} -->`;

/** The run that speaks, as a link. */
export function runUrl({ serverUrl, repo, runId }: Context): string {
  return `${serverUrl}/${repo.owner}/${repo.repo}/actions/runs/${runId}`;
}

/** Joins the paragraphs behind the marker, and cuts what GitHub would refuse. */
export function textOf(marker: string, ...paragraphs: readonly string[]): string {
  const text = [marker, ...paragraphs].join('\n\n');
  const cut = '\n\n… cut short; the summary of the run has the rest.';
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - cut.length)}${cut}`;
}

/** The first text of a robot that begins with the marker; people may quote it, and keep their own. */
export function findOwn<T extends Text>(texts: readonly T[], marker: string): T | undefined {
  return texts.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker));
}
