/** What would make every child fail, found out before anything is submitted. */
import { Explained, messageOf } from './fault.ts';
import type { Deps } from './ports.ts';

/**
 * @param image by digest; unknown when the stack does not say
 * @throws {Explained} when the registry says that it has no such image
 */
export async function checkImage(
  image: string | undefined,
  signal: AbortSignal,
  deps: Deps,
): Promise<void> {
  if (image === undefined) return;
  let exists: boolean | undefined;
  try {
    exists = await deps.inspect.imageExists(image, signal);
  } catch (error) {
    signal.throwIfAborted();
    deps.report.line(
      `Whether the image is in its registry could not be checked (${messageOf(error)})`,
    );
    return;
  }
  if (exists === false) {
    throw new Explained(
      `The image ${image} is not in its registry`,
      'Run the deployment again: it builds the image, pushes it and gives its digest to the stack.',
    );
  }
}
