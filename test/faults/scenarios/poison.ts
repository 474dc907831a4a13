// F21 and F43: what must not be handled at all.
import { cloudEvent, eventSubject, type EventContract } from '@spil/contracts';
import { ProducerAuth, replayDead, WindowPublisher } from '@spil/messaging';
import { v7 } from 'uuid';
import { counted, lineKeys, LINE_STREAM, lineZone } from '../line/contract';
import { effectsOf, handlingTimes, letters, tookEffect, victim } from '../line/victims';
import type { Line } from '../line/line';
import { lineScenario } from '../line/run';
import type { Run, Scenario } from '../scenario';
import { comes, pause, quantile } from '../tools/wait';

const subjectOf = (aggregate: string): string => eventSubject(counted as EventContract, lineZone, aggregate);
const bodyOf = (aggregate: string, data: object, id = v7()): Buffer =>
  Buffer.from(
    JSON.stringify(
      cloudEvent(
        counted,
        { id, zone: lineZone, aggregate: { kind: 'counter', id: aggregate }, sequence: 1, at: new Date().toISOString() },
        data as never,
      ),
    ),
  );

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Every kind of message that a broken or hostile producer may store, and the reason its letter must give. */
const poisons: [name: string, body: () => Buffer, reason: string][] = [
  ['bad JSON', () => Buffer.from('{"specversion":"1.0"'), 'undecodable'],
  ['no envelope', () => Buffer.from('[1,2,3]'), 'undecodable'],
  ['wrong schema', () => bodyOf('poison-schema', { aggregate: 'poison-schema', n: 'one' }), 'invalid'],
  ['a key too many', () => bodyOf('poison-key', { aggregate: 'poison-key', n: 1, admin: true }), 'invalid'],
  ['60 KB where 60 letters may be', () => bodyOf('poison-long', { aggregate: 'x'.repeat(60_000), n: 1 }), 'invalid'],
  [
    'nested 2,000 deep',
    () =>
      Buffer.from(
        bodyOf('poison-deep', { aggregate: 'poison-deep', n: 1 })
          .toString()
          .replace('"n":1', `"n":${deep(2_000)}`),
      ),
    'invalid',
  ],
  [
    '__proto__',
    () =>
      Buffer.from(
        bodyOf('poison-proto', { aggregate: 'poison-proto', n: 1 }).toString().replace('"n":1', '"n":1,"__proto__":{"admin":true}'),
      ),
    'invalid',
  ],
];

async function poisoned(line: Line, run: Run): Promise<void> {
  await pause(4_000);
  run.history.add({ k: 'fault', what: `${poisons.length} kinds of poison, and one that always fails` });
  const publisher = new WindowPublisher(line.admin, {
    auth: new ProducerAuth({ own: { service: 'wijk', key: lineKeys.wijk }, listeningTo: {} }),
  });
  for (const [, body] of poisons) await publisher.publish({ subject: subjectOf('poison'), id: v7(), body: body() });
  await line.listeners[0]?.arm({ point: 'handler.start', action: 'throw', about: 'victim-21' });
  await victim(line, 'victim-21');
  const came = await comes(async () => (await letters(line)).length > poisons.length, 20_000);
  const dead = await letters(line);
  run.history.claim('each is in dead. once', came && dead.length === poisons.length + 1, dead.length);
  const got = dead.map(({ letter }) => letter.reason.kind).sort();
  const due = [...poisons.map(([, , reason]) => reason), 'failed'].sort();
  run.history.claim('each with its reason', got.join() === due.join(), got.join(', '));
  line.listeners[0]?.disarm();
  const failed = dead.find(({ letter }) => letter.reason.kind === 'failed');
  if (failed) await replayDead(line.admin, failed.number);
  await tookEffect(line, 'victim-21#1', 10_000);
  run.history.claim(
    'the one that failed, replayed, takes effect once',
    (await effectsOf(line, 'victim-21#1')) === 1,
    await effectsOf(line, 'victim-21#1'),
  );
}

async function neighbours(line: Line, run: Run): Promise<void> {
  const acks = run.history.lines.flatMap((one) => (one.k === 'ack' && one.attempt > 0 ? [{ id: one.id, t: one.t }] : []));
  const fault = run.history.lines.find(({ k }) => k === 'fault')?.t ?? 0;
  const times = await handlingTimes(line, acks);
  // The first second belongs to the start of the programs.
  const begun = (acks[0]?.t ?? 0) + 1_000;
  const p99 = (when: (t: number) => boolean): number =>
    quantile(
      times.filter(({ t }) => when(t)).map(({ ms }) => ms),
      0.99,
    );
  const [before, after] = [p99((t) => t > begun && t < fault), p99((t) => t >= fault)];
  // Below 40 ms a busy machine decides, not the poison.
  run.history.claim('neighbours’ p99 ≤ 1.5 × what it was', after <= Math.max(40, before * 1.5), `${before} → ${after} ms`);
}

/** F43: the reader's own request names a foreign event subject as its reply; and a forger with a key of its own. */
async function forged(line: Line, run: Run): Promise<void> {
  await pause(1_000);
  line.admin.publish(`$JS.API.CONSUMER.INFO.${LINE_STREAM}.intervention`, '', { reply: subjectOf('forged-1') });
  const foreign = new ProducerAuth({ own: { service: 'wijk', key: Buffer.alloc(32, 5).toString('base64url') }, listeningTo: {} });
  const publisher = new WindowPublisher(line.admin, { auth: foreign });
  await publisher.publish({ subject: subjectOf('forged-2'), id: v7(), body: bodyOf('forged-2', { aggregate: 'forged-2', n: 1 }) });
  await new WindowPublisher(line.admin).publish({
    subject: subjectOf('forged-3'),
    id: v7(),
    body: bodyOf('forged-3', { aggregate: 'forged-3', n: 1 }),
  });
  run.history.add({ k: 'fault', what: 'three forged messages are stored under the producer’s subject' });
  const came = await comes(async () => (await letters(line)).length >= 3, 8_000);
  const reasons = (await letters(line)).map(({ letter }) => letter.reason.kind);
  run.history.claim(
    'each is dead-lettered as forged',
    came && reasons.length === 3 && reasons.every((reason) => reason === 'forged'),
    reasons.join(', '),
  );
  const effects = (await effectsOf(line, 'forged-2#1')) + (await effectsOf(line, 'forged-3#1'));
  run.history.claim('none took effect', effects === 0, effects);
}

export const poisonScenarios: Scenario[] = [
  lineScenario({
    id: 'F21',
    title: 'poison of eight kinds in the stream',
    options: { settings: { attempts: 3, delays: [200] } },
    load: { rate: 100, seconds: 9 },
    rules: { mayBeDead: true },
    fault: poisoned,
    after: neighbours,
    controls: [
      {
        flaws: [],
        notices: ['plus'],
        what: 'a handler that fails is tried for ever',
        options: { settings: { attempts: 1_000, delays: [200] } },
      },
    ],
  }),
  lineScenario({
    id: 'F43',
    title: 'a foreign event subject named as the reply of one’s own request; a forger with a key',
    short: true,
    load: { rate: 60, seconds: 4 },
    rules: { mayBeDead: true },
    fault: forged,
    controls: [{ flaws: ['no-producer-auth'], notices: ['plus'], what: 'a consumer without producer authentication' }],
  }),
];
