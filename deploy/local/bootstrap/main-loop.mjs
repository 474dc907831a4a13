// What every command of this folder shares: the Node check, Ctrl-C, and one sentence instead of a stack.
import { nodeTooOld } from './versions.mjs';
import { stopChildren } from './children.mjs';
import { realReason } from './providers/reason.mjs';

/** Exit code of a program that was asked to stop, as shells expect it. */
const INTERRUPTED = 130;

/**
 * @typedef {object} Stopping
 * @property {(work: () => Promise<void> | void) => void} onStop what to undo, last registered first; runs once, also at a normal end
 * @property {AbortSignal} signal set when the program was asked to stop
 */

/**
 * @param {(stopping: Stopping) => Promise<number>} work answers the exit code
 * @returns {Promise<void>}
 */
export const command = async (work) => {
  const old = nodeTooOld(process.versions.node);
  if (old) {
    console.error(old);
    process.exitCode = 1;
    return;
  }
  /** @type {(() => Promise<void> | void)[]} */
  const undo = [];
  const asked = new AbortController();
  /** @type {Promise<void> | undefined} */
  let ending;
  const end = () =>
    (ending ??= (async () => {
      for (const step of undo.reverse()) await Promise.resolve(step()).catch((error) => console.error(realReason(error)));
      await stopChildren();
    })());
  const stop = () => {
    if (asked.signal.aborted) return;
    asked.abort();
    // A suite that was ready when it was asked to stop has done its work: its own answer counts.
    void end().then(() => process.exit(process.exitCode ?? INTERRUPTED));
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  try {
    process.exitCode = await work({ onStop: (step) => undo.push(step), signal: asked.signal });
  } catch (error) {
    // A child that was stopped by Ctrl-C fails; that is no news.
    if (!asked.signal.aborted) console.error(error instanceof Error && error.name === 'Refused' ? error.message : error);
    process.exitCode = asked.signal.aborted ? INTERRUPTED : 1;
  }
  await end();
};
