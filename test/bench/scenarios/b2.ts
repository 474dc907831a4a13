import { freePort, startNats } from '@spil/testing';
import type { Bench, OwnPlace, Scenario } from '../bench';
import type { Peer } from '../contenders/plan';
import { ratio, type Outcome, type Plot, type Table, type Target } from '../outcome';
import { Compare, linesOf, ratePlot, rounds, tableOf, type Line } from './streams';

const peers: Peer[] = ['spil', 'L1', 'L2'];
interface Setting {
  name: string;
  place(bench: Bench): Promise<OwnPlace>;
}

/** Publishing where the broker promises more than it does by default. */
export const b2: Scenario = {
  id: 'B2',
  title: 'publish as in B1: flushed to disk before each acknowledgement, and three copies',
  async run(bench: Bench) {
    const tables: Table[] = [];
    const targets: Target[] = [];
    const plots: Plot[] = [];
    const invalid: string[] = [];
    for (const setting of settings) {
      const { lines, flush } = await linesWith(bench, setting);
      tables.push({ ...tableOf(lines, 'L2'), title: `${setting.name}: ${flush}` });
      plots.push({ ...ratePlot(lines), title: `Messages a second, ${setting.name}` });
      invalid.push(...lines.flatMap((line) => line.void.map((why) => `${setting.name}, ${line.peer}: ${why}`)));
      const say = new Compare(`B2 ${setting.name},`, lines);
      const micros = (peer: Peer): number => say.of(peer)?.clientMicros ?? Number.NaN;
      targets.push(say.times('spil', 'L2', 1));
      targets.push(ratio(`B2 ${setting.name}, spil: client CPU a message, times L2`, micros('spil') / micros('L2'), { most: 0.5 }));
    }
    return { scenario: 'B2', title: b2.title, tables, targets, plots, invalid, notes: [] } satisfies Outcome;
  },
};

async function linesWith(bench: Bench, setting: Setting): Promise<{ lines: Line[]; flush: string }> {
  const place = await setting.place(bench);
  const messages = bench.options.messages ?? bench.size(10_000, 2_000);
  const of = () => ({ mode: 'publish' as const, messages, warmUp: Math.round(messages / 4), window: 256 });
  const runs = await rounds(bench, place, peers, { id: `B2 ${setting.name}`, rounds: bench.rounds(3), of });
  await place.stop();
  return { lines: linesOf(runs, peers), flush: place.flush };
}

const jetstream = (storeDir: string, more = ''): string =>
  `jetstream { store_dir: ${JSON.stringify(storeDir)}, max_file_store: 8GB${more} }\n`;

const settings: Setting[] = [
  {
    name: 'sync_interval always',
    place: (bench) =>
      bench.place({ config: ({ port, storeDir }) => `host: 127.0.0.1\nport: ${port}\n${jetstream(storeDir, ', sync_interval: always')}` }),
  },
  { name: 'three copies', place: async (bench) => bench.placeOn(await cluster()) },
];

/** Three servers of one cluster on this machine. */
async function cluster() {
  const ports = [await freePort(), await freePort(), await freePort()];
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(', ');
  return Promise.all(
    ports.map((own, i) =>
      startNats({
        config: ({ port, storeDir }) =>
          `server_name: bench${i}\nhost: 127.0.0.1\nport: ${port}\n${jetstream(storeDir)}cluster { name: bench, listen: "127.0.0.1:${own}", routes: [${routes}] }\n`,
      }),
    ),
  );
}
