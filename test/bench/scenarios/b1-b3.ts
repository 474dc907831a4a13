import type { Bench, Scenario } from '../bench';
import type { Peer } from '../contenders/plan';
import { profiling } from '../profile';
import { runOne, type Place } from '../run-one';
import type { Table } from '../outcome';
import { limitsOf } from './limits';
import { Compare, linesOf, outcomeOf, rounds, transports } from './streams';

const pinning = (pin: readonly string[]): string => (pin.length > 0 ? 'broker on core 0, client on core 1' : 'not pinned');
const body = 'real event JSON of about 600 bytes';

/** Publishing alone. */
export const b1: Scenario = {
  id: 'B1',
  title: 'publish with a message id, 256 outstanding, every acknowledgement checked',
  async run(bench: Bench) {
    const peers: Peer[] = ['spil', 'bare', 'L0', 'L1', 'L2', 'N', 'H', 'H+', 'P'];
    const place = await bench.place();
    const messages = bench.options.messages ?? bench.size(45_000, 15_000);
    const of = () => ({ mode: 'publish' as const, messages, warmUp: bench.size(15_000, 5_000), window: 256 });
    const runs = await rounds(bench, place, peers, { id: 'B1', rounds: bench.rounds(3), of });
    const profile = await profileOf(place, 'publish', messages);
    await place.stop();
    const lines = linesOf(runs, peers);
    const say = new Compare('B1', lines);
    const targets = (['spil', 'bare'] as const).flatMap((own) => [say.times(own, 'L2', 2.5), say.times(own, 'L1', 4), say.cpu(own, 12)]);
    const outcome = outcomeOf(b1, lines, targets, [`${place.flush}; ${body}; ${pinning(place.pin)}`, ...transports]);
    const limits = limitsOf({ id: 'B1', base: 'L2', profile }, lines, targets, place);
    return { ...outcome, limits, tables: [...outcome.tables, profile] };
  },
};

/** The whole hop. */
export const b3: Scenario = {
  id: 'B3',
  title: 'publish → durable → handler → acknowledgement, one process',
  async run(bench: Bench) {
    const peers: Peer[] = ['spil', 'bare', 'L1', 'L2', 'N', 'H', 'H+', 'P'];
    const place = await bench.place();
    const messages = bench.options.messages ?? bench.size(32_000, 8_000);
    const of = () => ({ mode: 'both' as const, messages, warmUp: bench.size(15_000, 5_000), window: 256 });
    const runs = await rounds(bench, place, peers, { id: 'B3', rounds: bench.rounds(3), of });
    const profile = await profileOf(place, 'both', messages);
    await place.stop();
    const lines = linesOf(runs, peers);
    const say = new Compare('B3', lines);
    const targets = (['spil', 'bare'] as const).flatMap((own) => [
      say.times(own, 'L2', 1.5),
      say.times(own, 'H', 3.3),
      say.times(own, 'H+', 2.3),
      say.cpu(own, 35),
    ]);
    const all = [...targets, say.times('spil', 'N', 0.9)];
    const outcome = outcomeOf(b3, lines, all, [`${place.flush}; ${body}; ${pinning(place.pin)}`, ...transports]);
    const limits = limitsOf({ id: 'B3', base: 'L2', profile }, lines, all, place);
    return { ...outcome, limits, tables: [...outcome.tables, profile] };
  },
};

/** One run more of ours with the profiler on, which counts for nothing else: where the CPU goes. */
async function profileOf(place: Place, mode: 'publish' | 'both', messages: number): Promise<Table> {
  const profile = profiling();
  const warmUp = Math.round(messages / 4);
  await runOne({ contender: 'spil', mode, url: place.url, messages, warmUp, window: 256 }, place, undefined, profile);
  return profile.table('Where our CPU goes (profile of one run more, without its start)', messages);
}
