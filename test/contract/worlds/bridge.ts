/**
 * The template as the contract's jobs need it, and as moto does: each bridge of moto's is one of its
 * known differences.
 */
import { isMap, parseDocument, type YAMLMap } from 'yaml';

/** moto writes every job's log here, whatever its definition says. */
const LOG_GROUP = '/aws/batch/job';

/**
 * The template as moto can make it. It knows neither a compute environment without a service role
 * nor the default instance types.
 */
export function bridgeTemplate(template: string): string {
  return change(template, 'AWS::Batch::ComputeEnvironment', (resource, node) => {
    resource.setIn(['Properties', 'ServiceRole'], node({ 'Fn::GetAtt': ['InstanceRole', 'Arn'] }));
    resource.setIn(['Properties', 'ComputeResources', 'InstanceTypes'], node(['optimal']));
  });
}

/**
 * The jobs as moto can run them: it tells containers nothing of where the AWS is, and the logs of
 * all of them are in one group of its own.
 *
 * @param environment for every container
 */
export function bridgeJobs(
  template: string,
  environment: Readonly<Record<string, string>>,
): string {
  const path = ['Properties', 'ContainerProperties', 'Environment'];
  const set = Object.entries(environment).map(([Name, Value]) => ({ Name, Value }));
  const withEnvironment = change(template, 'AWS::Batch::JobDefinition', (resource, node) => {
    for (const each of set) resource.addIn(path, node(each));
  });
  return change(withEnvironment, 'AWS::Logs::LogGroup', (resource, node) => {
    const name = resource.getIn(['Properties', 'LogGroupName'], true);
    // Of the two groups, the one of the jobs.
    if (!String(name).includes('events')) {
      resource.setIn(['Properties', 'LogGroupName'], node(LOG_GROUP));
    }
  });
}

/** The jobs in an image of Node alone, whatever the stack's parameter Image says. */
export function bridgeImage(template: string, image: string): string {
  return change(template, 'AWS::Batch::JobDefinition', (resource, node) => {
    resource.setIn(['Properties', 'ContainerProperties', 'Image'], node(image));
  });
}

type Change = (resource: YAMLMap, node: (value: unknown) => unknown) => void;

function change(template: string, type: string, edit: Change): string {
  const document = parseDocument(template, { logLevel: 'silent' });
  const resources = document.get('Resources');
  if (!isMap<unknown, YAMLMap>(resources)) throw new Error('the template has no resources');
  for (const { value } of resources.items) {
    if (value?.get('Type') === type) edit(value, (each) => document.createNode(each));
  }
  return String(document);
}
