import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hasData } from '../../conformance/data';
import { readReports, type Report } from '../../replay/reports';
import { replay } from '../../replay/run';
import { killHard, Replica } from '../processes';
import { runningSuite } from '../suite';

const suite = runningSuite();
const file = 'nyc-311/nyc311_nypd_dsny_2018-10-21.csv';
const there = hasData(file);
const reports: Report[] = there ? readReports(resolve(process.env['SPIL_DATA'] ?? '../shared/data', file)) : [];
const portion = (from: number, count: number): Report[] => reports.slice(from, from + count);
const run = (name: string): string => `plug-${name}-${Date.now()}`;

async function duringReplay(name: string, part: Report[], disturb: (acknowledged: number) => void) {
  return replay(suite, { reports: part, rate: 50, run: run(name), settle: 60_000, onProgress: disturb });
}

(there ? describe : describe.skip)(
  'kill -9 in the middle of a replay: nothing acknowledged is lost, nothing has two effects, feeds resume',
  () => {
    it.each(['wijk', 'information-sharing', 'intervention', 'gateway', 'nats', 'mongo'])(
      '%s',
      async (victim) => {
        let killed = 0;
        const part = portion(0, 200);
        const result = await duringReplay(victim, part, (acknowledged) => {
          if (killed === 0 && acknowledged >= 60) killed = killHard(suite, victim);
        });
        expect(killed).toBeGreaterThan(0);
        expect({ victim, rows: result.rows.filter((row) => row.missing.length + row.foreign.length > 0) }).toEqual({ victim, rows: [] });
        expect(result.ok).toBe(true);
      },
      180_000,
    );

    it('two replicas of information-sharing and of intervention, one of them killed every five seconds (F46)', async () => {
      const replicas = [await Replica.of(suite, 'information-sharing'), await Replica.of(suite, 'intervention')];
      const part = portion(200, 900);
      let turn = 0;
      const killing = setInterval(() => {
        turn++;
        const service = turn % 2 === 0 ? 'information-sharing' : 'intervention';
        if (turn % 4 < 2) replicas[turn % 2]?.restart();
        else killHard(suite, service);
      }, 5_000);
      // The faults end with the load. On a busy machine a service needs longer to start than it would be left alive, and what
      // waits in its outbox then waits for ever: that says nothing about loss.
      const heal = (acknowledged: number): void => void (acknowledged === part.length && clearInterval(killing));
      try {
        const result = await replay(suite, { reports: part, rate: 25, run: run('replicas'), settle: 60_000, onProgress: heal });
        expect(turn).toBeGreaterThanOrEqual(6);
        expect(result.rows.filter((row) => row.missing.length + row.foreign.length > 0)).toEqual([]);
      } finally {
        clearInterval(killing);
        for (const replica of replicas) replica.stop();
      }
    }, 240_000);
  },
);
