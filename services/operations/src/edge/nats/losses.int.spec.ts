import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { busFigures } from '@spil/messaging';
import { startNats, type RunningNats } from '@spil/testing';
import { Losses } from '../../domain/losses';

const STREAM = 'EVENTS_TEST';
const MESSAGES = 60;
let nats: RunningNats | undefined;

afterEach(() => nats?.stop());

/** The stream's only file with one byte turned over, at a share of its length. */
function turnByte(folder: string, share: number): void {
  const [block = ''] = readdirSync(folder).filter((name) => name.endsWith('.blk'));
  const bytes = readFileSync(join(folder, block));
  const at = Math.floor(bytes.length * share);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(join(folder, block), bytes);
}

async function filled(url: string): Promise<void> {
  const nc = await connect({ servers: url });
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: STREAM, subjects: ['events.>'], deny_delete: true, deny_purge: true });
  for (let n = 0; n < MESSAGES; n++) await jetstream(nc).publish(`events.${n}`, `{"n":${n}}`.padEnd(400));
  await nc.close();
}

async function lossesNow(url: string, losses: Losses): Promise<number> {
  const nc = await connect({ servers: url });
  const { streams } = await busFigures(nc, []);
  await nc.close();
  const [extent] = streams;
  return extent ? losses.of(extent) : Number.NaN;
}

describe('what a real broker says after its file was damaged', () => {
  it.each([0.3, 0.6, 0.9])('is a loss, with the byte at %s of the file turned over', async (share) => {
    let store = '';
    nats = await startNats({
      config: ({ port, storeDir }) =>
        `host: 127.0.0.1\nport: ${port}\njetstream { store_dir: ${JSON.stringify((store = storeDir))}, sync_interval: always }\n`,
    });
    const files = join(store, 'jetstream', '$G', 'streams', STREAM, 'msgs');
    await filled(nats.url);
    if (!existsSync(files)) return process.stderr.write('SKIPPED: the files of the broker are not on this machine\n');
    const losses = new Losses();
    expect(await lossesNow(nats.url, losses)).toBe(0);
    await nats.kill();
    turnByte(files, share);
    await nats.restart();
    expect(await lossesNow(nats.url, losses)).toBeGreaterThan(0);
  });
});
