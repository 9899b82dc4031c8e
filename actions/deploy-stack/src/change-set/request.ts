/** Turns inputs and what is there into the request for a change set. Pure. */
import type { Capability, CreateChangeSetInput, Parameter } from '@aws-sdk/client-cloudformation';
import type { Inputs, ParameterInput } from '../inputs.ts';
import type { Ready } from '../stack/recover.ts';
import type { Stack } from '../stack/stack.ts';
import type { ChangeSetRequest } from './change-set.ts';

/**
 * @param known names of the parameters that the stack has now; none if there is no stack
 * @returns what CloudFormation is told; a parameter to keep that the stack does not have is left to
 *   the template's default
 */
export function parameterList(
  parameters: readonly ParameterInput[],
  known: readonly string[],
): Parameter[] {
  return parameters.flatMap(({ name, value }): Parameter[] => {
    if (value !== undefined) return [{ ParameterKey: name, ParameterValue: value }];
    return known.includes(name) ? [{ ParameterKey: name, UsePreviousValue: true }] : [];
  });
}

type Common = Pick<CreateChangeSetInput, 'Capabilities' | 'RoleARN'>;

function common(inputs: Inputs): Common {
  return {
    Capabilities: inputs.capabilities as Capability[],
    ...(inputs.serviceRoleArn === undefined ? {} : { RoleARN: inputs.serviceRoleArn }),
  };
}

/** @returns the request that brings the stack to the template */
export function deployRequest(inputs: Inputs, template: string, ready: Ready): ChangeSetRequest {
  return {
    stackName: inputs.stackName,
    makesShell: ready.stack === undefined,
    input: {
      ...common(inputs),
      ChangeSetType: ready.type,
      TemplateBody: template,
      // A stack that is yet to be created has no value to keep, even if its shell lists parameters.
      Parameters: parameterList(
        inputs.parameters,
        ready.type === 'UPDATE' ? (ready.stack?.parameterNames ?? []) : [],
      ),
    },
  };
}

/** @returns the request that brings what exists back to what the stack was deployed with */
export function healRequest(inputs: Inputs, stack: Stack): ChangeSetRequest {
  return {
    stackName: inputs.stackName,
    makesShell: false,
    input: {
      ...common(inputs),
      ChangeSetType: 'UPDATE',
      DeploymentMode: 'REVERT_DRIFT',
      UsePreviousTemplate: true,
      Parameters: stack.parameterNames.map((name) => ({
        ParameterKey: name,
        UsePreviousValue: true,
      })),
    },
  };
}
