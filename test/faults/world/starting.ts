import { connect as tcp } from 'node:net';
import { bundle } from '../tools/bundles';
import { comes, pause } from '../tools/wait';

/** The arm is no part of a program: it lets us ask what its memory holds, and sets off fail-points where they are built in. */
export const watched = async (main: string): Promise<string[]> => [
  '--expose-gc',
  '--import',
  await bundle('test/faults/arm/main.ts'),
  main,
];

/** Limits that guard people against people are not what is tried here. */
export const generous = { RATE_PERSON: '20000', RATE_ZONE: '50000', RATE_PUBLIC: '20000', FEED_STREAMS_PER_PERSON: '2000' };

export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = tcp({ host: '127.0.0.1', port });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

/** A busy machine may need a moment longer than a request may take; all of these may be repeated. */
export async function patiently(work: () => Promise<unknown>): Promise<void> {
  let last: unknown;
  const done = await comes(async () => {
    try {
      await work();
      return true;
    } catch (error) {
      last = error;
      await pause(500);
      return false;
    }
  }, 60_000);
  if (!done) throw last;
}

/** What the readiness page on this port says. */
export async function saysReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1_500) }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}
