/**
 * What the tests of roles cannot derive from code and from CloudFormation's handlers, each with its
 * reason. An entry that is no longer needed fails them.
 */

export type Reasons = Readonly<Record<string, string>>;

const DRIFT = 'Drift detection asks for it beside the reads of each resource.';
const CHANGE_SET = 'CreateChangeSet compares with what is deployed.';
const STACK: Reasons = {
  'cloudformation:BatchDescribeTypeConfigurations': DRIFT,
  'cloudformation:DetectStackResourceDrift': DRIFT,
  'cloudformation:GetTemplate': CHANGE_SET,
  'cloudformation:GetTemplateSummary': CHANGE_SET,
};
const PUSH = 'skopeo calls it to push an image.';
const CONTAINER = 'The ECS agent calls it to start a container.';
const AGENT = 'The ECS agent calls it.';

/** Allowed although no source calls it. */
export const IMPLIED: Readonly<Record<string, Reasons>> = {
  PlanRole: STACK,
  DeployRole: {
    ...STACK,
    'ecr:BatchCheckLayerAvailability': PUSH,
    'ecr:BatchGetImage': PUSH,
    'ecr:CompleteLayerUpload': PUSH,
    'ecr:DescribeImages': '.github/scripts/push-image.sh looks for the tag first.',
    'ecr:GetAuthorizationToken': '.github/scripts/push-image.sh logs in.',
    'ecr:GetDownloadUrlForLayer': PUSH,
    'ecr:InitiateLayerUpload': PUSH,
    'ecr:PutImage': PUSH,
    'ecr:UploadLayerPart': PUSH,
    'iam:PassRole': 'ExecuteChangeSet and DeleteStack hand the service role to CloudFormation.',
  },
  RunRole: {
    'batch:TagResource': 'SubmitJob asks for it, because the action tags its jobs.',
  },
  CalculateRole: {},
  SummarizeRole: {},
  ExecutionRole: {
    'ecr:BatchCheckLayerAvailability': CONTAINER,
    'ecr:BatchGetImage': CONTAINER,
    'ecr:GetAuthorizationToken': CONTAINER,
    'ecr:GetDownloadUrlForLayer': CONTAINER,
    'logs:CreateLogStream': CONTAINER,
    'logs:PutLogEvents': CONTAINER,
  },
  InstanceRole: {
    'ecs:DeregisterContainerInstance': AGENT,
    'ecs:DiscoverPollEndpoint': AGENT,
    'ecs:Poll': AGENT,
    'ecs:RegisterContainerInstance': AGENT,
    'ecs:StartTelemetrySession': AGENT,
    'ecs:SubmitAttachmentStateChanges': AGENT,
    'ecs:SubmitContainerStateChange': AGENT,
    'ecs:SubmitTaskStateChange': AGENT,
    'ecs:TagResource': AGENT,
    'ecs:UpdateContainerInstancesState': AGENT,
  },
};

const RECOVERS = 'Only apply recovers or replaces a stack.';
const NO_SHELL =
  'plan makes no change set where there is no stack, so there is no shell to delete.';

/** Found in the files that a command imports, and yet never called by it. */
export const UNREACHED: Readonly<Record<string, Reasons>> = {
  PlanRole: {
    'cloudformation:ContinueUpdateRollback': RECOVERS,
    'cloudformation:DeleteStack': NO_SHELL,
    'cloudformation:ExecuteChangeSet': 'Neither plan nor drift without heal executes what it made.',
  },
  DeployRole: {},
  RunRole: {
    'cloudformation:ListStackResources': 'sweep goes by the prefix that the workflow gives.',
  },
  CalculateRole: {
    'batch:DescribeJobs': 'Only summarize asks how many children there are.',
    'sqs:DeleteQueue': 'Only summarize ends a queue.',
    'sqs:ReceiveMessage': 'Only summarize reads a queue.',
  },
  SummarizeRole: {
    'sqs:CreateQueue': 'Only calculate makes a queue.',
    'sqs:SendMessage': 'Only calculate sends.',
  },
  ExecutionRole: {},
  InstanceRole: {},
};

const UNUSED = 'The template uses no such property.';

/** In the handlers of the resource types, and yet not allowed to the service role. */
export const NOT_NEEDED: Reasons = {
  'batch:SetCapacityTags': UNUSED,
  'ec2:AssociateSubnetCidrBlock': UNUSED,
  'ec2:AttachVpnGateway': UNUSED,
  'ec2:CreateVpcEncryptionControl': UNUSED,
  'ec2:DetachVpnGateway': UNUSED,
  'ec2:DisassociateSubnetCidrBlock': UNUSED,
  'ec2:ModifyVpcTenancy': UNUSED,
  'eks:AssociateAccessPolicy': UNUSED,
  'eks:CreateAccessEntry': UNUSED,
  'eks:DeleteAccessEntry': UNUSED,
  'eks:DescribeAccessEntry': UNUSED,
  'eks:DescribeCluster': UNUSED,
  'eks:ListAssociatedAccessPolicies': UNUSED,
  'firehose:TagDeliveryStream': UNUSED,
  'iam:AttachRolePolicy': 'Its roles have their own policies only.',
  'iam:DeleteRolePermissionsBoundary': 'Whoever could do this would be an administrator.',
  'iam:DetachRolePolicy': 'Its roles have their own policies only.',
  'logs:AssociateKmsKey': UNUSED,
  'logs:CreateLogDelivery': UNUSED,
  'logs:DeleteDataProtectionPolicy': UNUSED,
  'logs:DeleteIndexPolicy': UNUSED,
  'logs:DisassociateKmsKey': UNUSED,
  'logs:PutBearerTokenAuthentication': UNUSED,
  'logs:PutDataProtectionPolicy': UNUSED,
  'logs:PutIndexPolicy': UNUSED,
  'logs:PutLogGroupDeletionProtection': UNUSED,
  's3:REST.PUT.OBJECT': UNUSED,
};

const ZONES = 'Fn::GetAZs asks for it, and for ec2:DescribeSubnets.';

/** Allowed to the service role although no handler calls it. */
export const SERVICE_IMPLIED: Reasons = {
  'ec2:DescribeAccountAttributes': ZONES,
  'ec2:DescribeAvailabilityZones': ZONES,
};
