import { errorCode } from '@spil/messaging';

/** Says which steps of a stop failed and by what code, never what an error says. */
export class StopFailed extends Error {
  override readonly name = 'StopFailed';
}

/** Does one step after the other, each also when one before it failed: a stop that ends half-way never ends. Rejects at the end then. */
export async function everyStep(steps: Readonly<Record<string, () => unknown>>): Promise<void> {
  const failed: string[] = [];
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
    } catch (error) {
      failed.push(error instanceof StopFailed ? error.message : `${name} (${errorCode(error)})`);
    }
  }
  if (failed.length > 0) throw new StopFailed(failed.join(', '));
}
