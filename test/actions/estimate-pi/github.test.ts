import { describe, expect, it } from '@jest/globals';
import { runContext } from '../../../actions/estimate-pi/src/github.ts';

describe('the run that a step belongs to', () => {
  it('is known by id and attempt, and tagged with where it came from', () => {
    const env = {
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'you/your-fork',
      GITHUB_RUN_ID: '17',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_SHA: 'c0ffee',
    };
    expect(runContext(env)).toEqual({
      run: '17-2',
      tags: {
        Repository: 'you/your-fork',
        Commit: 'c0ffee',
        Run: 'https://github.example/you/your-fork/actions/runs/17',
      },
    });
  });

  it('is not needed', () => expect(runContext({})).toEqual({ run: 'local', tags: {} }));

  it('keeps to what Batch allows in a tag', () => {
    const { tags } = runContext({ GITHUB_SHA: `#${'x'.repeat(300)}` });
    expect(tags['Commit']).toBe(`_${'x'.repeat(255)}`);
  });
});
