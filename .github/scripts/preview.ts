/** Keeps one comment on a pull request that says what merging it would change in the account. */
import { findOwn, type Invocation, markerOf, runUrl, textOf } from './github.ts';

const MARKER = markerOf('preview of the stack');

const HEADINGS: Readonly<Record<string, string>> = {
  changes: '### Merging this changes the stack',
  'no-changes': '### Merging this changes nothing but the image',
  'new-stack': '### Merging this creates the stack',
  blocked: '### The stack takes no change at the moment, until a deployment has recovered it',
};

/** Needs REPORT and VERDICT, as actions/deploy-stack gives them for `plan`. */
export async function comment({ github, context, env }: Invocation): Promise<void> {
  const { issues } = github.rest;
  const heading =
    HEADINGS[env['VERDICT'] ?? ''] ?? '### What merging this would change is not known';
  const body = textOf(
    MARKER,
    heading,
    env['REPORT'] ?? '',
    `Nothing was deployed. [This run](${runUrl(context)}) made the plan, which leaves the image as it is.`,
  );
  const comments = await github.paginate(issues.listComments, {
    ...context.repo,
    issue_number: context.issue.number,
    per_page: 100,
  });
  const own = findOwn(comments, MARKER);
  if (own) await issues.updateComment({ ...context.repo, comment_id: own.id, body });
  else await issues.createComment({ ...context.repo, issue_number: context.issue.number, body });
}
