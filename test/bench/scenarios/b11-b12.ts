import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bench, Scenario } from '../bench';
import type { Peer } from '../contenders/plan';
import { target } from '../outcome';
import { Compare, linesOf, outcomeOf, rounds, type Line } from './streams';

const sizes = (bench: Bench) => ({ messages: bench.options.messages ?? bench.size(40_000, 8_000), warmUp: bench.size(20_000, 4_000) });

async function besides(bench: Bench, id: string, peers: readonly Peer[], otlpUrl?: string): Promise<Line[]> {
  const place = await bench.place();
  const of = () => ({ mode: 'both' as const, ...sizes(bench), window: 256, ...(otlpUrl === undefined ? {} : { otlpUrl }) });
  const runs = await rounds(bench, place, peers, { id, rounds: bench.rounds(3), of });
  await place.stop();
  return linesOf(runs, peers);
}

/** What spans cost. */
export const b11: Scenario = {
  id: 'B11',
  title: 'tracing off, of a tenth, of everything, at B3',
  async run(bench: Bench) {
    let batches = 0;
    const sink = createServer((request, response) => {
      batches++;
      request.resume().on('end', () => response.end());
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    const stop = bench.atEnd(() => new Promise((resolve) => sink.close(resolve)));
    const peers: Peer[] = ['spil', 'sampled', 'traced', 'L2'];
    const lines = await besides(bench, 'B11', peers, `http://127.0.0.1:${(sink.address() as AddressInfo).port}`);
    sink.closeAllConnections();
    await stop();
    const say = new Compare('B11', lines);
    const dropped = lines.reduce((sum, { droppedSpans }) => sum + droppedSpans, 0);
    const targets = [
      say.overhead('traced', 'spil', 45),
      say.overhead('sampled', 'spil', 15),
      target('B11: spans dropped', dropped, { most: 0 }),
    ];
    return outcomeOf(b11, lines, targets, [
      `a producer and a consumer span for each message, sent over OTLP to a receiver that keeps nothing (${batches} batches)`,
    ]);
  },
};

/** What a log line costs. */
export const b12: Scenario = {
  id: 'B12',
  title: 'a log line for each message, at B3',
  async run(bench: Bench) {
    const lines = await besides(bench, 'B12', ['spil', 'logged', 'L2']);
    const targets = [new Compare('B12', lines).overhead('logged', 'spil', 12)];
    return outcomeOf(b12, lines, targets, [
      'the line goes through the suite’s own logger and its allow-list, in blocks of 4 KB to /dev/null',
    ]);
  },
};
