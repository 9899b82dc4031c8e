/** Which AWS calls the code makes, read from its sources. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** As IAM calls the service of each SDK client. */
const SERVICES: Readonly<Record<string, string>> = {
  'client-batch': 'batch',
  'client-cloudformation': 'cloudformation',
  'client-cloudwatch-logs': 'logs',
  'client-ecr': 'ecr',
  'client-sqs': 'sqs',
};

const IMPORT = /(?:import|export)[^;]*?from\s+'(?<from>[^']+)'/gs;
const DYNAMIC_IMPORT = /\bimport\('(?<from>[^']+)'\)/g;
/** A request signed without a client names its service, and its operation in one of two ways. */
const SIGNED_SERVICE = /\bservice: '(?<name>\w+)'/;
const SIGNED_OPERATION = /(?:\bask\('|'x-amz-target': '\w+\.)(?<name>[A-Z]\w+)'/g;
const COMMAND = /new (?<name>\w+)Command\(/g;

interface Source {
  readonly imports: readonly string[];
  readonly calls: readonly string[];
}

/** @throws {Error} for a command whose SDK client is not known here */
function read(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(IMPORT)];
  const serviceOf = (command: string): string => {
    const statement = imports.find(([whole]) => new RegExp(`\\b${command}Command\\b`).test(whole));
    const client = statement?.groups?.['from']?.replace('@aws-sdk/', '') ?? 'nowhere';
    const service = SERVICES[client];
    if (!service) throw new Error(`${file}: ${command}Command is imported from ${client}`);
    return service;
  };
  const signed = SIGNED_SERVICE.exec(text)?.groups?.['name'];
  const operations = signed === undefined ? [] : names(text, SIGNED_OPERATION);
  return {
    imports: [
      ...imports.map(({ groups }) => groups?.['from'] ?? ''),
      ...names(text, DYNAMIC_IMPORT, 'from'),
    ]
      .filter((from) => from.startsWith('.'))
      .map((from) => join(dirname(file), from)),
    calls: [
      ...names(text, COMMAND).map((name) => `${serviceOf(name)}:${name}`),
      ...operations.map((name) => `${signed}:${name}`),
    ],
  };
}

const names = (text: string, pattern: RegExp, group = 'name'): readonly string[] =>
  [...text.matchAll(pattern)].map(({ groups }) => groups?.[group] ?? '');

/**
 * @param entries source files
 * @returns every call in them and in what they import, once each, as IAM names it
 */
export function callsReachedFrom(...entries: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const calls = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = read(file);
    for (const call of source.calls) calls.add(call);
    waiting.push(...source.imports);
  }
  return [...calls].sort();
}
