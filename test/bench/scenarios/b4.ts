import type { Bench, OwnPlace, Scenario } from '../bench';
import { ownStream, stream } from '../broker';
import type { Peer, RunPlan } from '../contenders/plan';
import { answer, talkTo } from '../processes';
import { runOne, type Run } from '../run-one';
import { Compare, linesOf, outcomeOf, transports } from './streams';

const peers: Peer[] = ['spil', 'bare', 'L2', 'H', 'H+', 'P'];

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
        // H and H+ take minutes for as many: their rate is the same for fewer.
        const run = ownStream(contender)
          ? await horizon(place, contender, Math.round(many / 10))
          : await ofAll(place, contender, { many, stored });
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
    const sizes = `${many} messages lie in the stream before each run starts, ${Math.round(many / 10)} for H and H+; the first tenth is not measured`;
    return outcomeOf(b4, lines, targets, [sizes, ...transports]);
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

async function ofAll(place: OwnPlace, contender: Peer, { many, stored }: { many: number; stored: number }): Promise<Run> {
  await place.broker.addDurable(contender);
  return runOne(planOf(place, contender, 'backlog', many), place, { stored });
}

/** H and H+ each make their own stream and durable; what they handled is gone from it. */
async function horizon(place: OwnPlace, contender: Peer, count: number): Promise<Run> {
  await place.broker.clean(stream.name);
  const declare = { ...planOf(place, contender, 'backlog', 1), mode: 'declare' };
  const declaring = talkTo(place.pin, [await place.program(contender), JSON.stringify(declare)]);
  await answer(declaring);
  await declaring.ended;
  await fill(place, contender, count);
  return runOne(planOf(place, contender, 'backlog', count), place, { stored: 0 });
}
