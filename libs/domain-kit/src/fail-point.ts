/** Places where the fault instrument may stop, delay or kill a process. */
export type FailPoint =
  /** State and events are committed, the relay is not woken yet (F2). */
  | 'store.after-commit'
  /** The broker has acknowledged, the document does not know it yet (F3, F4). */
  | 'relay.after-publish'
  /** A delivery is about to be handled (F20, F22, F23, F38, F45). */
  | 'handler.start'
  /** The effect is committed, the acknowledgement is not sent yet (F24). */
  | 'handler.after-commit';

type Hook = (point: FailPoint, about: string) => Promise<void> | undefined;

/**
 * Lets an armed process fail here. Stands under the label FAULT only (`FAULT: await failPoint(…)`), which `.config/build.mjs`
 * drops: no shipped bundle holds one. `about` is an id, for faults that hit one message.
 */
export function failPoint(point: FailPoint, about: string): Promise<void> | undefined {
  const hook = (globalThis as { spilFailPoint?: Hook }).spilFailPoint;
  return hook?.(point, about);
}
