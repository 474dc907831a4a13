import { subscribe, type ServiceName, type Theme } from '@spil/contracts';
import { Api, demoPeople } from '@spil/local';
import type { RunRules, Right } from '../history';
import type { Control, Noticing, Run, Scenario } from '../scenario';
import { comes, pause } from '../tools/wait';
import { Changes } from './changes';
import { Writers, type WorldLoad } from './load';
import { droppedSpans } from './metrics';
import { observe } from './observe';
import { turncoat } from './places';
import { Reader } from './reader';
import { disempower, empower } from './turncoat';
import { World, type Rebuilt } from './world';

/** What a fault of the suite gets. */
export interface Scene {
  world: World;
  run: Run;
  readers: Map<string, Reader>;
  writers: Writers;
  changes: Changes;
  mark: string;
  /** Services built wrong in this run: a control may do less than the scenario, as long as it shows what is wrong. */
  spoiled: readonly ServiceName[];
}

export interface WorldPlan {
  id: string;
  title: string;
  short?: boolean;
  load?: WorldLoad;
  fault(scene: Scene): Promise<void>;
  after?(scene: Scene): Promise<void> | void;
  rules?: Partial<RunRules>;
  controls: readonly Control[];
  /** How some services are started for this scenario, before its load begins. */
  as?: Rebuilt;
  /** The same scenario with services built wrong: the checker must fail it by these invariants. */
  builtWrong?: readonly (Rebuilt & Noticing & { what: string })[];
}

let shared: Promise<World> | undefined;
let runs = 0;

/** One world serves all scenarios of a call, one after the other. */
const worldOf = (): Promise<World> => (shared ??= World.start());
export async function stopWorld(): Promise<void> {
  const world = await shared?.catch(() => undefined);
  shared = undefined;
  await world?.stop();
}

export function worldScenario(plan: WorldPlan): Scenario {
  const { id, title, short, controls, builtWrong = [] } = plan;
  const wrong = builtWrong.map(({ what, notices, claims = [], ...rebuilt }): Control => ({
    what,
    notices,
    claims,
    wrong: rebuilt.wrong,
    run: (run) => once(plan, run, rebuilt),
  }));
  return { id, title, on: 'suite', ...(short ? { short } : {}), controls: [...wrong, ...controls], run: (run) => once(plan, run) };
}

const defaultLoad: WorldLoad = { rate: 30, seconds: 8 };

async function once(plan: WorldPlan, run: Run, rebuilt?: Rebuilt): Promise<void> {
  const world = await worldOf();
  try {
    const changed = rebuilt ?? plan.as;
    if (changed) await world.change(changed);
    await inWorld(world, plan, run, rebuilt?.services ?? []);
    if (changed?.loses) await stopWorld();
    else if (changed) await world.mend();
  } catch (error) {
    for (const name of world.programs.keys()) run.say(`  ${name}: ${world.lastWords(name).slice(0, 300)}`);
    // The folder of this world goes with it.
    world.keepLogs(run.history.path.replace(/\.ndjson$/, '-logs'));
    await stopWorld();
    throw error;
  }
}

async function inWorld(world: World, plan: WorldPlan, run: Run, spoiled: readonly ServiceName[]): Promise<void> {
  const mark = `m${process.pid.toString(36)}${(++runs).toString(36)}x`;
  const size = plan.load ?? defaultLoad;
  const since = Date.now();
  const rules = { ...rulesOf(plan, size, mark, world), seed: run.seed.number };
  // A control is expected to miss something: it need not be waited for long.
  run.history.add({ k: 'run', ...rules, within: spoiled.length > 0 ? Math.min(rules.within, 8_000) : rules.within });
  // Only what is dropped from now on excuses a trace with a gap.
  if (rules.traces) run.history.add({ k: 'dropped-spans', count: -(await droppedSpans(world)) });
  const writers = new Writers(world.ready, run.history, mark);
  const changes = new Changes(world, run.history, mark);
  const readers = new Map<string, Reader>();
  try {
    await empower(world, mark);
    await openReaders({ world, run, mark, readers });
    await writers.prepare();
    await changes.prepare(writers.places);
    const scene: Scene = { world, run, readers, writers, changes, mark, spoiled };
    const before = await memoryOf(world);
    let faulty = true;
    const loading = writers.run(size, () => faulty);
    const until = Date.now() + size.seconds * 1_000;
    const changing = changes.run(changesOf(size), () => faulty || Date.now() < until);
    const fault = plan.fault(scene).finally(() => (faulty = false));
    await Promise.all([loading, changing, fault]);
    run.history.add({ k: 'healed' });
    await observe({ world, run, readers, changes }, since);
    await writers.again(16);
    await plan.after?.(scene);
    for (const [name, { pid, taken, used }] of await memoryOf(world)) {
      const first = before.get(name);
      if (first?.pid !== pid || taken === 0) continue;
      run.history.add({ k: 'memory', process: name, before: first.taken, after: taken, used: [first.used, used] });
    }
    await disempower(world);
  } finally {
    changes.close();
    for (const reader of readers.values()) reader.close();
  }
}

function rulesOf({ id, title, rules }: WorldPlan, size: WorldLoad, mark: string, world: World): Omit<RunRules, 'seed'> {
  return {
    scenario: id,
    title,
    load:
      `${size.rate}/s for ${size.seconds} s or as long as the fault, 3 people numbering as 8 writers, 8 readers, ` +
      `3 points and a unit changed ${changesOf(size)}/s, on the suite (${world.parts.mongo.title})`,
    mark,
    within: 25_000,
    consumers: [
      { consumer: 'routing', kinds: ['note', 'quiet-note'] },
      { consumer: 'shared with crews', kinds: ['note'] },
      { consumer: 'briefing', kinds: ['note'] },
      { consumer: 'ledger', kinds: ['note', 'quiet-note'] },
    ],
    streams: [
      { stream: 'EVENTS_WIJK', kinds: ['note', 'quiet-note'] },
      { stream: 'FEEDS_demo_dispatch', kinds: ['call'] },
    ],
    traces: false,
    ...rules,
  };
}

/** One change for five signals. */
const changesOf = ({ rate }: WorldLoad): number => Math.max(1, rate / 5);

const themesOf = (person: string): Theme[] => [...(demoPeople.find(({ personId }) => personId === person)?.themes ?? [])];

/** Eight readers with different rights, and what the oracle is told of them. */
async function openReaders({ world, run, mark, readers }: Pick<Scene, 'world' | 'run' | 'mark' | 'readers'>): Promise<void> {
  const { noord, zuid } = world.areas;
  const rights: Omit<Right, 'from'>[] = [
    { reader: 'crew-1', kind: 'crew', wijkIds: noord },
    { reader: 'crew-2', kind: 'crew', wijkIds: zuid },
    { reader: turncoat, kind: 'crew', wijkIds: noord },
    { reader: 'crew-3', kind: 'nobody' },
    { reader: 'dispatcher-1', kind: 'dispatcher' },
    { reader: 'investigator-1', kind: 'investigator', themes: themesOf('investigator-1') },
    { reader: 'investigator-2', kind: 'investigator', themes: themesOf('investigator-2') },
    { reader: 'environment-1', kind: 'environment' },
  ];
  for (const person of ['investigator-1', 'investigator-2']) {
    const all = { name: 'all my themes', criteria: { themes: themesOf(person) } };
    await new Api(world.ready, person).ask(subscribe, all, { idempotencyKey: `faults-${person}` });
  }
  for (const { reader } of rights) readers.set(reader, new Reader(new Api(world.ready, reader), { history: run.history, mark }));
  if (!(await comes(() => [...readers.values()].every(({ lastId }) => lastId !== undefined), 20_000))) {
    const absent = [...readers.values()].filter(({ lastId }) => lastId === undefined).map(({ name }) => name);
    throw new Error(`the feeds of ${absent.join(', ')} did not open`);
  }
  for (const right of rights) run.history.add({ k: 'right', ...right, from: Date.now() });
  await pause(1_100);
}

async function memoryOf({ programs }: World): Promise<Map<string, { pid: number; taken: number; used: number }>> {
  const all = [...programs.values()].map(async (program) => [program.name, { pid: program.pid, ...(await program.memory()) }] as const);
  return new Map(await Promise.all(all));
}
