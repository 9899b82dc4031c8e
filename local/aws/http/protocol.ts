/** The four wire protocols of AWS that the SDK clients of this project speak. */
import type { AwsError } from '../error.ts';
import type { Output } from '../service.ts';
import { escapeXml, toXml } from './xml.ts';

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How answers look on the wire. */
export interface Protocol {
  output(operation: string, output: Output, requestId: string): HttpReply;
  error(error: AwsError, requestId: string): HttpReply;
}

const json = (status: number, type: string, body: object, headers = {}): HttpReply => ({
  status,
  headers: { 'content-type': type, ...headers },
  body: JSON.stringify(body),
});

const xml = (status: number, body: string): HttpReply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

const faultOf = (error: AwsError) => (error.status < 500 ? 'Sender' : 'Receiver');

/** Batch: the error's name is in a header. */
export const restJson: Protocol = {
  output: (_operation, output) => json(200, 'application/json', output),
  error: (error) =>
    json(
      error.status,
      'application/json',
      { message: error.message },
      {
        'x-amzn-errortype': error.code,
      },
    ),
};

/**
 * SQS (1.0), CloudWatch Logs and ECR (1.1): the error's name is in the body.
 *
 * @param namespace what precedes the name, for example `com.amazonaws.sqs`
 * @param queryCodes SQS only: the names that its older protocol had for its errors
 */
export function jsonRpc(
  version: '1.0' | '1.1',
  namespace: string,
  queryCodes?: Readonly<Record<string, string>>,
): Protocol {
  const type = `application/x-amz-json-${version}`;
  return {
    output: (_operation, output) => json(200, type, output),
    error: (error) =>
      json(
        error.status,
        type,
        { __type: `${namespace}#${error.code}`, message: error.message },
        queryCodes && {
          'x-amzn-query-error': `${queryCodes[error.code] ?? error.code};${faultOf(error)}`,
        },
      ),
  };
}

/** CloudFormation: a form goes in, XML comes out. */
export const query: Protocol = {
  output: (operation, output, requestId) =>
    xml(
      200,
      `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">` +
        `<${operation}Result>${toXml(output, 'member')}</${operation}Result>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>` +
        `</${operation}Response>`,
    ),
  error: (error, requestId) =>
    xml(
      error.status,
      '<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">' +
        `<Error><Type>${faultOf(error)}</Type><Code>${escapeXml(error.code)}</Code>` +
        `<Message>${escapeXml(error.message)}</Message></Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
};

/** EC2: as the query protocol, with other elements around. */
export const ec2Query: Protocol = {
  output: (operation, output, requestId) =>
    xml(
      200,
      `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">` +
        `<requestId>${requestId}</requestId>${toXml(output, 'item')}</${operation}Response>`,
    ),
  error: (error, requestId) =>
    xml(
      error.status,
      `<Response><Errors><Error><Code>${escapeXml(error.code)}</Code>` +
        `<Message>${escapeXml(error.message)}</Message></Error></Errors>` +
        `<RequestID>${requestId}</RequestID></Response>`,
    ),
};
