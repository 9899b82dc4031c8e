/** Which AWS calls a folder's sources make, read off the commands and requests they construct. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** SDK package to the service's name as the local AWS, IAM and CloudTrail have it. */
const SERVICES: Readonly<Record<string, string>> = {
  'client-batch': 'batch',
  'client-cloudformation': 'cloudformation',
  'client-cloudwatch-logs': 'logs',
  'client-sqs': 'sqs',
};

/**
 * @param folders of TypeScript sources, searched to any depth
 * @returns calls like `batch:SubmitJob`, sorted
 * @throws when a source imports an SDK package that has no name here
 */
export async function callsOf(...folders: string[]): Promise<string[]> {
  const calls = new Set<string>();
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const source = await readFile(join(entry.parentPath ?? entry.path, entry.name), 'utf8');
      for (const call of [...callsIn(source), ...signedCallsIn(source)]) calls.add(call);
    }
  }
  return [...calls].sort();
}

function callsIn(source: string): string[] {
  const imports = source.matchAll(/import\s+\{([^}]*)\}\s+from\s+'@aws-sdk\/(client-[a-z0-9-]+)'/g);
  return [...imports].flatMap(([, names = '', library = '']) => {
    const service = SERVICES[library];
    if (service === undefined) throw new Error(`test/support/calls.ts does not know ${library}`);
    return names
      .split(',')
      .map((name) => /^\s*(\w+)Command\s*$/.exec(name)?.[1])
      .filter((operation) => operation !== undefined)
      .map((operation) => `${service}:${operation}`);
  });
}

/** The two services that are asked without an SDK client. */
function signedCallsIn(source: string): string[] {
  const ecr = source.matchAll(/'AmazonEC2ContainerRegistry_V20150921\.(\w+)'/g);
  const ec2 = source.includes("service: 'ec2'") ? source.matchAll(/\bask\('(\w+)'/g) : [];
  return [
    ...[...ecr].map(([, operation]) => `ecr:${operation}`),
    ...[...ec2].map(([, action]) => `ec2:${action}`),
  ];
}
