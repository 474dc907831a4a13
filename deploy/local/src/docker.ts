import { createHash } from 'node:crypto';
import { run } from '../bootstrap/children.mjs';
import { baseEnvironment } from './program';

/** One name for each server and data folder, so that a second suite does not take the first one's container. */
export const containerName = (server: string, dir: string): string =>
  `spil-${server}-${createHash('sha256').update(dir).digest('hex').slice(0, 8)}`;

export const dockerEnvironment = (extra: Record<string, string> = {}): Record<string, string> => ({
  ...baseEnvironment(process.env),
  ...extra,
});

/** A container may outlive the `docker run` that started it. */
export async function removeContainer(name: string): Promise<void> {
  await run('docker', ['rm', '-f', name], { timeoutMs: 10_000 });
}
