// F28 and F29: rights that end while signals are in flight, and begin again.
import { readLogCollection } from '@spil/audit';
import { assign, endAssignment, listAssignments, listInbox, readItem } from '@spil/contracts';
import { Api, ApiProblem } from '@spil/local';
import type { Line } from '../history';
import { comes, pause } from '../tools/wait';
import { turncoat } from '../world/places';
import { patiently } from '../world/starting';
import { disempower, empower } from '../world/turncoat';
import { worldScenario, type Scene } from '../world/run';
import { lostFrame, wrongReader } from './spoiled';
import { asksNobody } from './wrong';
import type { Scenario } from '../scenario';

/** Ends the turncoat's right; the oracle is told. */
export async function endRight({ world, run }: Scene): Promise<void> {
  await disempower(world);
  run.history.add({ k: 'right-ended', reader: turncoat });
  run.history.add({ k: 'fault', what: `the rights of ${turncoat} revoked` });
}

/** Gives it anew; the oracle is told. What was not answered may have been done: it ends again, and is asked for anew. */
export async function giveBack({ world, run, mark }: Scene): Promise<void> {
  const right = { k: 'right', reader: turncoat, kind: 'crew', wijkIds: world.areas.noord } as const;
  await patiently(async () => {
    const from = Date.now();
    try {
      await empower(world, `${mark}-${from}`);
    } catch (error) {
      await disempower(world);
      run.history.add({ ...right, from });
      run.history.add({ k: 'right-ended', reader: turncoat });
      throw error;
    }
  });
  run.history.add({ ...right, from: Date.now() });
  run.history.add({ k: 'fault', what: 'and given back' });
}

async function revoked(scene: Scene): Promise<void> {
  await pause(scene.run.seed.between(2_000, 4_000));
  await endRight(scene);
  await pause(4_000);
}

async function givenBack(scene: Scene): Promise<void> {
  await revoked(scene);
  await giveBack(scene);
  await pause(5_000);
}

/** F28: a crew's right ends, and an investigator's, who then asks for an item that she was shown. */
async function revokedInFlight(scene: Scene): Promise<void> {
  const { world, run } = scene;
  const [admin, reader] = [new Api(world.ready, 'administrator-1'), new Api(world.ready, 'investigator-2')];
  await pause(run.seed.between(3_000, 4_500));
  const { entries } = await reader.ask(listInbox, { limit: 1 });
  const { assignments } = await admin.ask(listAssignments, {});
  const hers = assignments.find(({ personId }) => personId === reader.personId);
  const itemId = entries[0]?.itemId ?? '';
  if (!hers) throw new Error(`${reader.personId} is not assigned`);
  await endRight(scene);
  await admin.ask(endAssignment, { assignmentId: hers.assignmentId });
  run.history.add({ k: 'right-ended', reader: reader.personId });
  const log = (await world.db('information-sharing')).collection(readLogCollection);
  const denied = (): Promise<number> => log.countDocuments({ actor: reader.personId, decision: 'denied' } as never);
  const before = await denied();
  await pause(1_000);
  const answers = [await answered(reader, itemId), await answered(reader, itemId), await answered(reader, itemId)];
  await comes(async () => (await denied()) - before >= answers.length, 3_000);
  const refusals = (await denied()) - before;
  run.history.claim(
    'the item she was shown is not there any more',
    answers.every((code) => code === 404),
    answers.join(', '),
  );
  // One that was not answered in time was asked for again, and refused twice.
  run.history.claim('each refusal is in the audit', refusals >= answers.length, `${refusals} of ${answers.length}`);
  await pause(3_000);
  // The next run needs her rights; in this one they do not come back.
  const { assignmentId: _id, endedAt: _ended, version: _version, ...wish } = hers;
  givesBack.set(run, () => admin.ask(assign, wish, { idempotencyKey: `faults-${scene.mark}` }));
}
const givesBack = new WeakMap<Scene['run'], () => Promise<unknown>>();

/** What an item is answered with, 504 being no answer. */
async function answered(reader: Api, itemId: string): Promise<number> {
  let status = 0;
  await comes(async () => {
    status = await reader.ask(readItem, { itemId }).then(
      () => 200,
      (error: unknown) => (error instanceof ApiProblem ? error.status : 0),
    );
    return status > 0 && status < 500;
  }, 20_000);
  return status;
}

/** Whose feed was never cut was shown each call once, and there is one record for each: no more, no fewer. */
async function oneRecordEach({ run }: Scene): Promise<void> {
  await givesBack.get(run)?.();
  const { lines } = run.history;
  const cut = new Set(lines.flatMap((line) => (line.k === 'connection' && line.state !== 'open' ? [line.reader] : [])));
  const calls = new Set(lines.flatMap((line) => (line.k === 'write' && line.kind === 'call' ? [line.key] : [])));
  const ids = new Set(lines.flatMap((line) => (line.k === 'ack' && calls.has(line.key) ? [line.id] : [])));
  const count = (of: (line: Line) => number): number => lines.reduce((sum, line) => sum + of(line), 0);
  const shown = count((line) =>
    line.k === 'frame' && line.event === 'call' && !cut.has(line.reader) ? line.seen.filter((id) => ids.has(id)).length : 0,
  );
  const records = count((line) => (line.k === 'read-lines' && !cut.has(line.reader) ? line.times : 0));
  run.history.claim('one record for each showing, where no feed was cut', shown > 0 && shown === records, `${shown} and ${records}`);
}

export const revokedScenarios: Scenario[] = [
  worldScenario({
    id: 'F28',
    title: 'rights revoked while signals are in flight',
    short: true,
    load: { rate: 40, seconds: 5 },
    rules: { traces: true },
    fault: revokedInFlight,
    after: oneRecordEach,
    builtWrong: asksNobody.slice(0, 1),
    controls: [wrongReader],
  }),
  worldScenario({
    id: 'F29',
    title: 'rights given back: later signals only',
    load: { rate: 25, seconds: 5 },
    rules: { traces: true },
    fault: givenBack,
    builtWrong: asksNobody,
    controls: [lostFrame],
  }),
];
