/** Finds out which service and operation a request is for, as AWS's own front doors do. */
import { AwsError } from '../error.ts';
import type { Input, ServiceName } from '../service.ts';
import { QUERY_CODES } from '../sqs/errors.ts';
import { decodeForm } from './form.ts';
import { ec2Query, jsonRpc, type Protocol, query, restJson } from './protocol.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Routed {
  readonly service: ServiceName | 'unknown';
  readonly operation: string;
  readonly protocol: Protocol;
  /** The error of an operation that nobody handles. */
  readonly unknown: AwsError;
  /** @throws {AwsError} when the body cannot be read */
  input(): Input;
}

interface Target {
  readonly service: ServiceName;
  readonly protocol: Protocol;
}

/** By the part of `X-Amz-Target` before the dot. */
const TARGETS: Readonly<Record<string, Target>> = {
  AmazonSQS: { service: 'sqs', protocol: jsonRpc('1.0', 'com.amazonaws.sqs', QUERY_CODES) },
  Logs_20140328: { service: 'logs', protocol: jsonRpc('1.1', 'com.amazonaws.cloudwatchlogs') },
  AmazonEC2ContainerRegistry_V20150921: {
    service: 'ecr',
    protocol: jsonRpc('1.1', 'com.amazonaws.ecr'),
  },
};

/** By the `Version` of a form. */
const VERSIONS: Readonly<Record<string, Target>> = {
  '2010-05-15': { service: 'cloudformation', protocol: query },
  '2016-11-15': { service: 'ec2', protocol: ec2Query },
};

/**
 * @param batchOperations Batch's operations by their path, for example `submitjob`
 */
export function route(request: HttpRequest, batchOperations: ReadonlyMap<string, string>): Routed {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return byTarget(target, request.body);
  if (request.path.startsWith('/v1/')) {
    const path = request.path.slice('/v1/'.length);
    return {
      service: 'batch',
      operation: (request.method === 'POST' && batchOperations.get(path)) || path,
      protocol: restJson,
      unknown: new AwsError(
        'UnknownOperationException',
        `the local AWS does not answer ${request.method} ${request.path} of Batch`,
        404,
      ),
      input: () => parseJson(request.body, 'ClientException'),
    };
  }
  return byForm(new URLSearchParams(request.body));
}

function byTarget(target: string, body: string): Routed {
  const [prefix = '', operation = ''] = target.split('.');
  const found = Object.hasOwn(TARGETS, prefix) ? TARGETS[prefix] : undefined;
  return {
    service: found?.service ?? 'unknown',
    operation: found ? operation : target,
    protocol: found?.protocol ?? jsonRpc('1.1', 'com.amazon.coral.service'),
    unknown: new AwsError('UnknownOperationException', `the local AWS does not answer ${target}`),
    input: () => parseJson(body, 'SerializationException'),
  };
}

function byForm(form: URLSearchParams): Routed {
  const version = form.get('Version') ?? '';
  const found = Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : undefined;
  const operation = form.get('Action') ?? '';
  return {
    service: found?.service ?? 'unknown',
    operation,
    protocol: found?.protocol ?? query,
    unknown: new AwsError(
      'InvalidAction',
      `The action ${operation} of version ${version} is not answered by the local AWS`,
    ),
    input: () => decodeForm(form),
  };
}

function parseJson(body: string, code: string): Input {
  let value: unknown;
  try {
    value = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new AwsError(code, 'the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsError(code, 'the body is not a JSON object');
  }
  return Object.fromEntries(Object.entries(value));
}
