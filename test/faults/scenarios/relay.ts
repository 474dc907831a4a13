// F2–F5: the hop from the database to the stream. Fail-points kill exactly between two steps.
import { deadLetterFor, replayOld } from '../line/letters';
import { lineScenario } from '../line/run';
import type { Line } from '../line/line';
import { storedTwice } from '../line/observe';
import { postOne } from '../line/load';
import { sizeOf, type Run, type Scenario } from '../scenario';
import { comes, pause } from '../tools/wait';

const pending = (line: Line): Promise<number> => line.db.collection('counters').countDocuments({ pendingSince: { $exists: true } });

/** Kills the writer at a fail-point, again in every life that a restart gives it, `times` times. */
async function killAt(line: Line, run: Run, point: 'store.after-commit' | 'relay.after-publish', times: number): Promise<void> {
  const [writer] = line.writers;
  if (!writer) return;
  for (let i = 0; i < times; i++) {
    const { deaths, port } = writer;
    await writer.arm({ point, action: 'kill', after: run.seed.between(1, 8), times: 1 });
    run.history.add({ k: 'fault', what: `kill -9 of the writer at ${point}` });
    run.history.claim(`the kill at ${point} came`, await comes(() => writer.deaths > deaths, 20_000), writer.deaths);
    await comes(() => writer.alive && writer.port !== port, 20_000);
    await pause(run.seed.between(300, 900));
  }
}

/** A quiet line: one commit, dead before the nudge; only the poll of the next life can send it. */
async function pollFinds(line: Line, run: Run): Promise<void> {
  const [writer] = line.writers;
  if (!writer) return;
  const { port, deaths } = writer;
  await writer.arm({ point: 'store.after-commit', action: 'kill', times: 1 });
  await postOne(port, { aggregate: 'victim-1', n: 1, key: 'victim' }).catch(() => undefined);
  await comes(() => writer.deaths > deaths && writer.port !== port, 15_000);
  const back = Date.now();
  const out = await comes(async () => (await pending(line)) === 0, 5_000);
  const took = Date.now() - back;
  run.history.claim(
    'committed, killed before the nudge: out within 1.5 s of the restart, by the poll alone',
    out && took <= 1_500,
    `${took} ms`,
  );
}

export const relayScenarios: Scenario[] = [
  lineScenario({
    id: 'F2',
    title: 'killed between the write and the nudge',
    short: true,
    options: { againAfter: 200 },
    fault: (line, run) => killAt(line, run, 'store.after-commit', 3),
    after: pollFinds,
    controls: [{ flaws: ['ack-before-commit'], notices: ['I1'], what: '201 before the commit' }],
  }),
  lineScenario({
    id: 'F3',
    title: 'killed between publish and mark',
    options: { againAfter: 200 },
    fault: (line, run) => killAt(line, run, 'relay.after-publish', 3),
    async after(line, run) {
      const twice = await storedTwice(line);
      run.history.claim('sent again after the restart, the stream has each once', twice === 0, `${twice} stored twice`);
    },
    controls: [
      { flaws: ['new-message-id'], notices: ['plus'], claims: ['the stream has each once'], what: 'a new message id for every attempt' },
    ],
  }),
  lineScenario({
    id: 'F4',
    title: 'the same after the broker has forgotten the ids; a dead letter of 8 days ago replayed',
    options: { againAfter: 3_000, duplicateWindow: 1_000 },
    load: { rate: 150, seconds: 9 },
    fault: (line, run) => killAt(line, run, 'relay.after-publish', 2),
    async after(line, run) {
      const twice = await storedTwice(line);
      run.history.claim('the stream has some twice: the broker had forgotten them', twice > 0, twice);
      await replayOld(line, await deadLetterFor(line, { days: 8 }));
      const { times, versions } = await effectOfOldest(line);
      const rising = versions.every((version, i) => i === 0 || version > (versions[i - 1] ?? 0));
      run.history.claim('the replay of 8 days ago changed nothing', times === 1 && rising, `effects ${times}, versions rising ${rising}`);
    },
    controls: [
      { flaws: ['no-dedupe'], notices: ['I3'], what: 'an effect for every delivery' },
      { flaws: ['no-version-check'], notices: ['I4'], what: 'no version check' },
    ],
  }),
  lineScenario({
    id: 'F5',
    title: 'two relays at once; the lease holder stopped 8 s (40 s in full) in the middle of a round, then resumed',
    // Under new ids each time, so that not the broker but only the effects can absorb a repeat.
    options: { writers: 2, flaws: ['new-message-id'] },
    load: { rate: 100, seconds: 14 },
    async fault(line, run) {
      await pause(run.seed.between(1_000, 2_000));
      for (const writer of line.writers) await writer.arm({ point: 'relay.after-publish', action: 'delay', ms: 400, after: 2, times: 1 });
      const [holder] = [await firstToFire(line)];
      holder?.freeze();
      run.history.add({ k: 'fault', what: `${holder?.name ?? 'nobody'} stopped between publish and mark` });
      await pause(sizeOf(run, 8_000, 40_000));
      holder?.thaw();
      run.history.claim('a relay was stopped in the middle of a round', holder !== undefined, holder?.name ?? 'none');
    },
    async after(line, run) {
      run.history.claim('duplicates were made, so there was something to absorb', (await storedTwice(line)) > 0, await storedTwice(line));
    },
    controls: [
      { flaws: ['new-message-id', 'no-dedupe'], notices: ['I3'], what: 'an effect for every delivery' },
      { flaws: ['new-message-id', 'no-version-check'], notices: ['I4'], what: 'no version check' },
    ],
  }),
];

async function firstToFire(line: Line) {
  await comes(() => line.writers.some(({ fired }) => fired.length > 0), 8_000);
  return line.writers.find(({ fired }) => fired.length > 0);
}

async function effectOfOldest({ db }: Line): Promise<{ times: number; versions: number[] }> {
  await pause(500);
  const effect = await db.collection<{ _id: string; times: number }>('effects').findOne({ _id: 'w0-a0#1' });
  const projection = await db.collection<{ _id: string; versions: number[] }>('projections').findOne({ _id: 'w0-a0' });
  return { times: effect?.times ?? 0, versions: projection?.versions ?? [] };
}
