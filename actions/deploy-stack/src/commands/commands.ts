/** Each command by its name. */

import { readTemplate } from '../change-set/template.ts';
import type { Context } from '../context.ts';
import type { Command, Inputs } from '../inputs.ts';
import type { Outcome } from '../report/outcome.ts';
import { apply } from './apply.ts';
import { deleteAll } from './delete.ts';
import { drift } from './drift.ts';
import { plan } from './plan.ts';
import { sweep } from './sweep.ts';

type Run = (context: Context, inputs: Inputs) => Promise<Outcome>;

export const RUN: Readonly<Record<Command, Run>> = {
  plan: async (context, inputs) => plan(context, inputs, await readTemplate(inputs.template)),
  apply: async (context, inputs) => apply(context, inputs, await readTemplate(inputs.template)),
  drift,
  delete: deleteAll,
  sweep,
};
