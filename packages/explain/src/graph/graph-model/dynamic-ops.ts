import type { Step } from '../step';

const dynamicOps =
  /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|(Stateless)?(If|While)|Where|ListDiff|NonMaxSuppression.*|TensorArray.*|TensorList.*|EmptyTensorList|HashTable.*|LookupTable.*)$/;

/** Whether an op decides while it runs what runs, or runs asynchronously: none can be on a gradient's way. */
export const isDynamic = (op: string): boolean => dynamicOps.test(op);

/** Throws when one of the steps is such an op. */
export function assertStatic(steps: readonly Step[]): void {
  const found = steps.find(({ type }) => isDynamic(type));
  if (!found) return;
  throw new Error(
    `node '${found.name}' (${found.type}) is control flow or runs asynchronously, which can't be explained (choose an output before it by option output)`,
  );
}
