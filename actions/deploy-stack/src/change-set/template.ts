/** The template as it goes into a request. */
import { readFile } from 'node:fs/promises';
import { InputFailure } from '../failure.ts';

/** What CloudFormation takes inline, in bytes. Larger ones would need a bucket. */
export const TEMPLATE_MAX_BYTES = 51_200;

/**
 * @param path relative to the working directory
 * @throws {InputFailure} if it cannot be read or is too large
 */
export async function readTemplate(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new InputFailure(
      'template',
      `\`${path}\` cannot be read (${error.message})`,
      'It is a path relative to the working directory; is actions/checkout missing before this step',
    );
  });
  if (bytes.length > TEMPLATE_MAX_BYTES) {
    throw new InputFailure(
      'template',
      `\`${path}\` has ${bytes.length.toLocaleString('en')} bytes`,
      `CloudFormation takes at most ${TEMPLATE_MAX_BYTES.toLocaleString('en')} in a request: shorten comments and descriptions, or move a part into a stack of its own`,
    );
  }
  return bytes.toString('utf8');
}
