/** What the scripts here use of actions/github-script, so that tests can play GitHub. */

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** An issue, a pull request, or a comment on one: whatever has a number and a text. */
export interface Text {
  readonly id: number;
  readonly number: number;
  readonly body?: string | null;
  readonly user?: { readonly type: string } | null;
}

type Call = (parameters: Record<string, unknown>) => Promise<unknown>;

export interface GitHub {
  paginate(route: unknown, parameters: Record<string, unknown>): Promise<readonly Text[]>;
  readonly rest: {
    readonly issues: {
      readonly listForRepo: unknown;
      readonly listComments: unknown;
      readonly create: Call;
      readonly update: Call;
      readonly createComment: Call;
      readonly updateComment: Call;
    };
  };
}

export interface Context {
  readonly repo: Repository;
  readonly issue: { readonly number: number };
  readonly serverUrl: string;
  readonly runId: number;
}

export interface Invocation {
  readonly github: GitHub;
  readonly context: Context;
  /** The step's environment: inputs travel here and never in the script's own text. */
  readonly env: Readonly<Record<string, string | undefined>>;
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
export function findOwn(texts: readonly Text[], marker: string): Text | undefined {
  return texts.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker));
}
