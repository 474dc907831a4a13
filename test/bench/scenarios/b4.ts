import type { Bench, OwnPlace, Scenario } from '../bench';
import type { Peer, RunPlan } from '../contenders/plan';
import { answer, talkTo } from '../processes';
import { runOne, type Run } from '../run-one';
import { Compare, linesOf, outcomeOf } from './streams';

const peers: Peer[] = ['spil', 'bare', 'L2', 'H'];

/** A service comes back and finds a stream full of work. */
export const b4: Scenario = {
  id: 'B4',
  title: 'handle a backlog through the Nest handler',
  async run(bench: Bench) {
    const place = await bench.place();
    const many = bench.options.messages ?? bench.size(200_000, 20_000);
    const runs: Run[] = [];
    const all = bench.rounds(3, 1);
    await place.broker.clean();
    await place.broker.addStream();
    await fill(place, 'spil', many);
    const stored = await place.broker.stored();
    for (let round = 1; round <= all; round++) {
      for (const contender of peers) {
        // H takes minutes for as many: its rate is the same for fewer.
        const run = contender === 'H' ? await horizon(place, Math.round(many / 10)) : await ours(place, contender, { many, stored });
        bench.say(
          `B4 round ${round}/${all} ${contender.padEnd(4)} ${Math.round((run.messages * 1_000) / run.ms)} msg/s${run.void ? ` VOID: ${run.void}` : ''}`,
        );
        runs.push(run);
      }
    }
    await place.stop();
    const lines = linesOf(runs, peers);
    const say = new Compare('B4', lines);
    const targets = [say.times('spil', 'L2', 0.5), say.times('spil', 'H', 4)];
    const notes = [
      `${many} messages lie in the stream before each run starts, ${Math.round(many / 10)} for H; the first tenth is not measured`,
    ];
    return outcomeOf(b4, lines, targets, notes);
  },
};

const planOf = (place: OwnPlace, contender: Peer, mode: RunPlan['mode'], all: number): RunPlan => {
  const warmUp = mode === 'backlog' ? Math.round(all / 10) : 0;
  return { contender, mode, url: place.url, messages: all - warmUp, warmUp, window: 256 };
};

async function fill(place: OwnPlace, contender: Peer, count: number): Promise<void> {
  const child = talkTo(place.pin, [await place.program(contender), JSON.stringify(planOf(place, contender, 'publish', count))]);
  await answer(child);
  await child.ended;
}

async function ours(place: OwnPlace, contender: Peer, { many, stored }: { many: number; stored: number }): Promise<Run> {
  await place.broker.addDurable(contender);
  return runOne(planOf(place, contender, 'backlog', many), place, { stored });
}

/** H makes its own stream and durable; what it handled is gone from it. */
async function horizon(place: OwnPlace, count: number): Promise<Run> {
  const declaring = talkTo(place.pin, [await place.program('H'), JSON.stringify({ ...planOf(place, 'H', 'backlog', 1), mode: 'declare' })]);
  await answer(declaring);
  await declaring.ended;
  await fill(place, 'H', count);
  return runOne(planOf(place, 'H', 'backlog', count), place, { stored: 0 });
}
