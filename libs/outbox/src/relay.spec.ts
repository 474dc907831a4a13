import { describe, it } from '@jest/globals';
import { Relay } from './relay';
import type { OutboxSource } from './source';

const until = async (check: () => boolean, ms = 5_000): Promise<void> => {
  for (const end = performance.now() + ms; !check();) {
    if (performance.now() > end) throw new Error('never came true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('Relay', () => {
  it('looks after its house and tells its figures also when the clock is set back', async () => {
    let now = Date.parse('2026-01-12T09:30:00.000Z');
    let told = 0;
    const source: OutboxSource = {
      name: 's',
      claim: () => Promise.resolve([]),
      mark: () => Promise.resolve(),
      backlog: () => Promise.resolve({ documents: 0, since: undefined }),
      prune: () => Promise.resolve(0),
    };
    const relay = new Relay({
      sources: [source],
      publisher: { publishBatch: () => Promise.resolve([]) },
      clock: { now: () => new Date(now).toISOString() },
      telemetry: { backlog: () => void told++ },
      settings: { housekeeping: 50, idle: 10, idleMost: 10 },
    });
    relay.start();
    await until(() => told > 0);
    now -= 7_200_000;
    const before = told;
    await until(() => told > before + 1);
    await relay.stop();
  });
});
