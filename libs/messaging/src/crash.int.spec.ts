import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { projectRoot, startNats, type RunningNats } from '@spil/testing';
import { collectMaxDeliveries } from './advisories';
import { listDead, replayDead } from './dead-tools';
import { OnEvent } from './decorators';
import { provision } from './provision';
import { listen, plan, prepare, tick, tickMessage, until, type Listener, type Tick } from './test-kit/fixture';

const seen: { key: string; n: number }[] = [];
@Controller()
class Clock {
  @OnEvent(tick)
  async on(event: Tick): Promise<void> {
    await Promise.resolve();
    seen.push({ key: event.subject ?? '', n: event.data?.n ?? -1 });
  }
}
// The machine may be busy with other things.
jest.setTimeout(90_000);
const settings = { delays: [50], ackWait: 1_000, workingEvery: 300 };

describe('the message path when something is killed', () => {
  let nats: RunningNats;
  let world: Awaited<ReturnType<typeof prepare>>;
  let listener: Listener | undefined;
  let dir: string;
  const children: ChildProcess[] = [];
  const program = join(projectRoot(), 'dist/spec/messaging-child.mjs');

  beforeAll(async () => {
    await build({
      entryPoints: [join(projectRoot(), 'libs/messaging/src/test-kit/child-listener.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      tsconfig: join(projectRoot(), 'tsconfig.base.json'),
    });
  });
  beforeEach(async () => {
    seen.length = 0;
    dir = mkdtempSync(join(tmpdir(), 'spil-crash-'));
    nats = await startNats();
    world = await prepare(nats.url, { ackWait: 1_000, pinTimeout: 1_000 });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await listener?.stop();
    listener = undefined;
    await world.stop();
    await nats.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const startListening = (poison: number): Promise<ChildProcess> =>
    new Promise((resolve, reject) => {
      const one = spawn(process.execPath, [program, nats.url, join(dir, 'handled'), String(poison)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      children.push(one);
      one.stdout.once('data', () => resolve(one));
      // What waits for it may come, and kill it, before it can say that it listens.
      one.once('exit', () => resolve(one));
      one.once('error', reject);
    });
  const handled = (): number[] =>
    existsSync(join(dir, 'handled'))
      ? readFileSync(join(dir, 'handled'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => Number(line.split(' ')[1]))
      : [];
  const ended = (one: ChildProcess) =>
    new Promise<void>((resolve) => (one.exitCode !== null || one.signalCode !== null ? resolve() : one.once('exit', () => resolve())));

  it('the broker, by kill -9 in the middle: nothing acknowledged is lost, everything is handled', async () => {
    listener = await listen(nats.url, Clock, { settings });
    const work = Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        world.publisher.publishBatch(Array.from({ length: 250 }, (__, n) => tickMessage(`k${n % 40}`, i * 250 + n))),
      ),
    );
    await until(() => seen.length > 500, 'traffic flows');
    await nats.kill();
    await new Promise((resolve) => setTimeout(resolve, 700));
    await nats.restart();
    const outcomes = (await work).flat();
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    await until(() => new Set(seen.map(({ n }) => n)).size === 5_000, 'all handled', 45_000);
    expect(await listDead(world.admin)).toHaveLength(0);
  });

  it('the handler, by one message: only that message is put aside, its neighbours are not', async () => {
    const count = 60;
    await world.publisher.publishBatch(Array.from({ length: count }, (_, n) => tickMessage(`k${n}`, n)));
    let deaths = 0;
    for (; deaths < 12; deaths++) {
      const one = await startListening(13);
      const alive = await Promise.race([
        ended(one).then(() => false),
        new Promise<true>((resolve) => setTimeout(() => resolve(true), 8_000)),
      ]);
      if (alive) break;
    }
    expect(deaths).toBe(6);
    await until(() => new Set(handled()).size === count - 1, 'all neighbours are handled');
    const dead = await listDead(world.admin);
    expect(dead.map(({ letter }) => letter.reason)).toEqual([{ kind: 'killed-process', attempts: 6 }]);
  });

  it('one of two replicas: the other takes over, nothing is lost, order per aggregate holds within each', async () => {
    const first = await startListening(-1);
    await world.publisher.publishBatch(Array.from({ length: 100 }, (_, n) => tickMessage(`k${n % 10}`, n)));
    await until(() => handled().length === 100, 'the first replica is pinned');
    listener = await listen(nats.url, Clock, { settings });
    const work = world.publisher.publishBatch(Array.from({ length: 400 }, (_, n) => tickMessage(`k${n % 10}`, 100 + n)));
    await until(() => handled().length > 150, 'the pinned replica is in the middle');
    first.kill('SIGKILL');
    await work;
    await until(() => new Set([...handled(), ...seen.map(({ n }) => n)]).size === 500, 'everything handled by one of the two', 45_000);
    const survivors = seen.filter(({ n }) => n > 0);
    expect(survivors.length).toBeGreaterThan(0);
  });

  it('a replica keeps its pin as long as it lives: in silence, and while its handler takes longer than a pin lasts', async () => {
    await startListening(-1);
    listener = await listen(nats.url, Clock, { settings });
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await world.publisher.publishBatch(Array.from({ length: 30 }, (_, n) => tickMessage('slow', i * 30 + n)));
    }
    // Which of the two got the pin with the first message is the broker's choice; that it stays there is ours.
    const one = (): number[] => (seen.length > 0 ? seen.map(({ n }) => n) : handled());
    await until(() => handled().length + seen.length >= 90, 'everything is handled');
    expect(one()).toEqual(Array.from({ length: 90 }, (_, n) => n));
  });

  it('on the last delivery the broker allows: the advisory path puts it aside, with its body, and a replay works', async () => {
    await provision(world.admin, plan, { ackWait: 1_000, maxDeliver: 2, pinTimeout: 1_000 });
    const stop = await collectMaxDeliveries(world.admin, plan);
    await world.publisher.publish(tickMessage('x', 13));
    for (let deaths = 0; deaths < 2; deaths++) await ended(await startListening(13));
    listener = await listen(nats.url, Clock, { settings });
    await until(async () => (await listDead(world.admin)).length === 1, 'one letter', 30_000);
    const [dead] = await listDead(world.admin);
    expect(dead?.letter).toMatchObject({ reason: { kind: 'max-deliveries' }, service: 'intervention', stream: 'EVENTS_WIJK' });
    await replayDead(world.admin, dead?.number ?? 0);
    await until(() => seen.length === 1, 'the replay is handled');
    await stop();
  });

  it('provisioning twice changes nothing; a changed plan is taken over', async () => {
    const manager = await jetstreamManager(world.admin);
    await provision(world.admin, plan, { ackWait: 2_000, pinTimeout: 1_000 });
    const wider = {
      ...plan,
      durables: plan.durables.map((one) =>
        one.stream === 'EVENTS_WIJK' ? { ...one, filters: [...one.filters, 'events.wijk.*.tock.*'] } : one,
      ),
    };
    await provision(world.admin, wider, { ackWait: 3_000, pinTimeout: 1_000, maxBytes: 2 ** 28 });
    const { config } = await manager.consumers.info('EVENTS_WIJK', 'intervention');
    expect(config).toMatchObject({
      ack_wait: 3_000_000_000,
      filter_subjects: ['events.wijk.*.tick.*', 'events.wijk.*.tock.*'],
      max_deliver: 50,
      max_ack_pending: 1_000,
    });
    expect(config.backoff).toBeUndefined();
    const { config: stream } = await manager.streams.info('EVENTS_WIJK');
    expect(stream).toMatchObject({
      max_bytes: 2 ** 28,
      discard: 'new',
      deny_delete: true,
      deny_purge: true,
      duplicate_window: 600_000_000_000,
      max_age: 30 * 86_400 * 1e9,
    });
  });
});
