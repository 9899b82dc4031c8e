/** ECR, as far as it tells whether an image is there. */
import * as v from 'valibot';
import { AwsError } from '../error.ts';
import type { Health } from '../health.ts';
import { handler, type Service } from '../service.ts';

/** It has every image, unless it is told to have none. */
export function ecrService(health: () => Health): Service {
  return {
    name: 'ecr',
    handlers: {
      DescribeImages: handler(
        {
          registryId: v.optional(v.string()),
          repositoryName: v.string(),
          imageIds: v.array(v.strictObject({ imageDigest: v.string() })),
        },
        'InvalidParameterException',
        ({ registryId, repositoryName, imageIds }) => {
          const [first] = imageIds;
          if (first && health().imagesMissing) {
            throw new AwsError(
              'ImageNotFoundException',
              `The image with imageId {imageDigest:'${first.imageDigest}'} does not exist within the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
            );
          }
          return {
            imageDetails: imageIds.map((id) => ({ ...id, registryId, repositoryName })),
          };
        },
      ),
    },
  };
}
