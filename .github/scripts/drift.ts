/** Keeps one issue open for as long as the stack differs from what main says. */
import { findOwn, type Invocation, markerOf, runUrl, textOf } from './github.ts';

/**
 * Needs STACK, DRIFTED (`true` or `false`) and CHANGES, as actions/deploy-stack gives them for
 * `drift`.
 *
 * @throws {Error} when DRIFTED is neither: an issue is never closed because a detection failed
 */
export async function report({ github, context, env }: Invocation): Promise<void> {
  const { issues } = github.rest;
  const { STACK: stack = '', DRIFTED: drifted, CHANGES: changes = '' } = env;
  if (drifted !== 'true' && drifted !== 'false') {
    throw new Error(
      `DRIFTED must be true or false, not '${drifted ?? ''}': did the detection fail?`,
    );
  }
  const marker = markerOf(`drift of ${stack}`);
  const open = await github.paginate(issues.listForRepo, {
    ...context.repo,
    state: 'open',
    per_page: 100,
  });
  const own = findOwn(open, marker);
  if (drifted === 'true') {
    const title = `The stack ${stack} is not what main says`;
    const body = textOf(
      marker,
      'Somebody or something changed it past the repository:',
      changes,
      'Run the workflow Drift with `heal` to put it back, or commit the change. This issue closes itself.',
      `As of [this run](${runUrl(context)}).`,
    );
    if (own) await issues.update({ ...context.repo, issue_number: own.number, title, body });
    else await issues.create({ ...context.repo, title, body });
  } else if (own) {
    const said = { ...context.repo, issue_number: own.number };
    await issues.createComment({
      ...said,
      body: `No drift any more, says [this run](${runUrl(context)}).`,
    });
    await issues.update({ ...said, state: 'closed', state_reason: 'completed' });
  }
}
