// T14: a canary is put in every free-text field of every form, then searched for wherever operators can look. T13: reading it leaves a line.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDeadLetters, listMyNotes, listNeighbourhoods, readNote, requests, whoReadWijk } from '@spil/contracts';
import { Api, FeedListener, pointInside, type ReceivedFrame, waitFor } from '@spil/local';
import { closeMongo, connectMongo } from '@spil/mongo';
import { findCanaries } from '@spil/observability';
import { Filler } from './fill';
import { type OwnSuite, startOwnSuite, writtenBy } from './own-suite';
import { startBrowser } from '../journeys/browser/browser';
import { answersToOperator, pagesOfOperator, poisonWith } from './operator';
import { attributesAsked, attributesIn, metricsAsked, metricsIn, missingIn, onlyInTrouble, versionsIn } from './asked';
import { isForm, realFields, refusedForms, Sower } from './sower';
import { metricsSeen, type Seen, spansSeen, subjectsAndHeadersSeen } from './searched';

interface Alert {
  labels: Record<string, string>;
  state: string;
}

const mark = randomBytes(4).toString('hex');
const traceId = randomBytes(16).toString('hex');
const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
let suite: OwnSuite;
let filler: Filler;
let sower: Sower;
let crew: FeedListener | undefined;
const frames: ReceivedFrame[] = [];

beforeAll(async () => {
  suite = await startOwnSuite();
  const { features } = await new Api(suite.ready, 'inspector-1').ask(listNeighbourhoods, {});
  const wijk = features.find(({ properties }) => properties.inspector === 'Ina Demo');
  if (!wijk) throw new Error('the demo zone has no wijk of the crew in the north');
  crew = new FeedListener(new Api(suite.ready, 'crew-1'), { onFrame: (frame) => frames.push(frame) });
  await crew.ready();
  const at = (fromNow: number): string => new Date(Date.now() + fromNow).toISOString();
  const place = pointInside(wijk.geometry, 5);
  filler = new Filler(mark, { now: at(-60_000), later: at(3_600_000), place, fields: realFields(wijk.id) });
  sower = new Sower(suite, filler, traceparent);
  await sower.sendAll();
  await sower.sendRubbish(`Kanarierubbish${mark}`);
  await sower.followWrongCode();
}, 300_000);
afterAll(async () => {
  crew?.close();
  await suite?.stop();
}, 90_000);

const expectedEdges = ['gateway → wijk', 'wijk → information-sharing', 'information-sharing → intervention', 'intervention → gateway'];

const edgesOf = async (base: string): Promise<string[]> => {
  const answer = await fetch(`${base}/api/dependencies?lookback=3600000`);
  const { data } = (await answer.json()) as { data: { parent: string; child: string }[] };
  return data.map(({ parent, child }) => `${parent} → ${child}`);
};

const leaksIn = (seen: readonly Seen[]) => {
  const words = [...filler.canaries.keys(), filler.everywhere];
  const found = findCanaries(
    seen.map(({ text }) => text),
    words,
  );
  return found.map(({ canary, text }) => `${filler.canaries.get(canary) ?? canary} in ${seen[text]?.where ?? '?'}`);
};

describe('canaries', () => {
  it('went in: every form was accepted but those that are known not to be, and the author can read the words back', async () => {
    const expected = requests.filter(isForm).map(({ name }): [string, string] => [name, refusedForms[name] ?? 'accepted']);
    expect(Object.fromEntries(sower.outcomes)).toEqual(Object.fromEntries(expected));
    const notes = await new Api(suite.ready, 'inspector-1').ask(listMyNotes, { limit: 20 });
    expect(leaksIn([{ where: 'answer', text: JSON.stringify(notes) }])).toContain('wijk.record-note.headline in answer');
  });

  it('are in no span', async () => {
    const seen = await waitFor(async () => {
      const spans = await spansSeen(suite.ready.traces);
      return spans.filter(({ text }) => text.includes(traceId)).length >= 4 ? spans : undefined;
    }, 20_000);
    expect(leaksIn(seen)).toEqual([]);
  });

  it('reached the crew on the whole way the contracts promise', async () => {
    await waitFor(() => frames.find(({ data }) => typeof data['noteId'] === 'string'), 20_000);
    let edges: string[] = [];
    await waitFor(async () => {
      edges = await edgesOf(suite.ready.traces);
      return expectedEdges.every((edge) => edges.includes(edge));
    }, 20_000).catch(() => undefined);
    expect(edges).toEqual(expect.arrayContaining(expectedEdges));
  }, 60_000);

  it('are in no log line', () => {
    const seen = [...writtenBy(suite)].map(([where, text]) => ({ where, text }));
    expect(seen.map(({ where }) => where)).toEqual(expect.arrayContaining(['gateway.log', 'wijk.log', 'information-sharing.log']));
    expect(leaksIn(seen)).toEqual([]);
  });

  it('are in no subject and no header of a stored message', async () => {
    const seen = await subjectsAndHeadersSeen(suite);
    expect(seen.some(({ text }) => text.startsWith('events.wijk.'))).toBe(true);
    expect(seen.some(({ text }) => text.startsWith('feeds.'))).toBe(true);
    expect(leaksIn(seen)).toEqual([]);
  });

  it('are in no metric name and no label', async () => {
    // The first export follows within five seconds of the first count.
    const seen = await waitFor(async () => {
      const metrics = await metricsSeen(suite.ready.traces);
      return metrics.length > 5 ? metrics : undefined;
    }, 20_000);
    expect(leaksIn(seen)).toEqual([]);
  });

  it('met an allow-list that nobody tries to get around: no service had a field withheld, no span was lost', async () => {
    const seen = await metricsSeen(suite.ready.traces);
    const lost = seen.filter(({ where }) => /spil_telemetry_(withheld|spans_dropped)_total/.test(where));
    const values = lost.flatMap(
      ({ text }) => (JSON.parse(text) as { data: { result: { metric: object; value: [number, string] }[] } }).data.result,
    );
    expect(values.filter(({ value }) => Number(value[1]) > 0)).toEqual([]);
  });

  it('are in no problem answer', () => {
    expect(sower.problems.length).toBeGreaterThan(3);
    expect(leaksIn(sower.problems)).toEqual([]);
  });
});

describe('an operator', () => {
  const poison = `Kanariepoison${mark}`;
  beforeAll(async () => {
    filler.canaries.set(poison, 'poison');
    await poisonWith(poison, suite);
    await waitFor(async () => {
      const { letters } = await new Api(suite.ready, 'operator-1').ask(listDeadLetters, {});
      return letters.find(({ message }) => message === 'note-recorded');
    }, 20_000);
  }, 40_000);

  it('is answered structure and timing by every address of the API, never content', async () => {
    const seen = await answersToOperator(suite);
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.some(({ text }) => text.includes(traceId))).toBe(true);
    expect(leaksIn(seen)).toEqual([]);
  }, 60_000);

  it('sees it on every page', async () => {
    const browser = await startBrowser();
    try {
      const seen = await pagesOfOperator(browser, suite, traceId);
      expect(seen.length).toBeGreaterThan(10);
      expect(leaksIn(seen)).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 120_000);
});

describe('telemetry', () => {
  it('has every metric and label that charts, rules and dashboards ask for, but those of trouble', async () => {
    const expected = Object.keys(onlyInTrouble).sort();
    let missing: string[] = [];
    let lost = '';
    // An export follows within five seconds of what it tells; the receiver tells of itself every fifteen.
    await waitFor(async () => {
      const seen = await metricsSeen(suite.ready.traces);
      missing = missingIn(metricsAsked(), metricsIn(seen));
      lost = seen.find(({ where }) => where === 'metric spil_telemetry_spans_dropped_total')?.text ?? '';
      return missing.join() === expected.join() && lost.includes('otlp-receiver');
    }, 20_000).catch(() => undefined);
    expect(missing).toEqual(expected);
    expect(lost).toContain('"service_name":"otlp-receiver"');
  }, 30_000);

  it('has every attribute the collector decides by', async () => {
    expect(missingIn(attributesAsked(), attributesIn(await spansSeen(suite.ready.traces)))).toEqual([]);
  });

  it('says of every program which version was built, as its health page does', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const services = Object.keys(suite.ready.services).sort();
    const pages = await Promise.all(
      services.map(async (name) => (await (await fetch(`${suite.ready.services[name]}/healthz`)).json()) as { version: string }),
    );
    expect(pages.map((page) => page.version)).toEqual(services.map(() => version));
    const told = versionsIn(await spansSeen(suite.ready.traces));
    expect(services.map((name) => [name, told.get(name)])).toEqual(services.map((name) => [name, version]));
  });
});

describe('a read log', () => {
  const verify = async (): Promise<{ code: number; findings: Record<string, unknown>[] }> => {
    const run = promisify(execFile)('npm', ['run', '-s', 'audit', '--', 'verify', '--json'], {
      env: { ...process.env, NODE_OPTIONS: '', SPIL_DIR: suite.dir },
    });
    const { code, stdout } = await run.then(
      (done) => ({ code: 0, stdout: done.stdout }),
      (error: { code: number; stdout: string }) => error,
    );
    return {
      code,
      findings: stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  };

  it('is found whole by npm run audit -- verify, and the line of a read in it', async () => {
    const author = new Api(suite.ready, 'inspector-1');
    const { notes } = await author.ask(listMyNotes, { limit: 1 });
    const before = (await verify()).findings.find(({ service }) => service === 'wijk');
    await author.ask(readNote, { noteId: notes[0]?.noteId ?? '' });
    const { code, findings } = await verify();
    expect([code, findings.length, findings.every(({ ok }) => ok)]).toEqual([0, 7, true]);
    expect(findings.find(({ service }) => service === 'wijk')?.['count']).toBeGreaterThan(Number(before?.['count']));
  }, 120_000);

  it('that somebody changed in the database itself has its line named by npm run audit -- verify', async () => {
    const { mongo } = JSON.parse(readFileSync(join(suite.dir, 'secrets.json'), 'utf8')) as { mongo: { wijk: string } };
    const { mongodb } = JSON.parse(readFileSync(join(suite.dir, 'ports.json'), 'utf8')) as { mongodb: number };
    const db = await connectMongo({
      uri: `mongodb://wijk:${mongo.wijk}@127.0.0.1:${mongodb}/spil_wijk?authSource=spil_wijk`,
      db: 'spil_wijk',
    });
    await db.collection<{ _id: number }>('readLog').updateOne({ _id: 1 }, { $set: { actor: 'nobody' } });
    await closeMongo(db);
    const { code, findings } = await verify();
    expect(code).toBe(1);
    expect(findings.find(({ service }) => service === 'wijk')).toMatchObject({ ok: false, brokenAt: 1, why: 'altered' });
  }, 120_000);

  it('is told by an alarm as soon as the service itself looks, here because an auditor asks for a proof', async () => {
    const { notes } = await new Api(suite.ready, 'inspector-1').ask(listMyNotes, { limit: 1 });
    const asked = new Api(suite.ready, 'auditor-1').ask(whoReadWijk, { recordId: notes[0]?.noteId ?? '', proof: true });
    await expect(asked).rejects.toMatchObject({ code: 'read-log-broken' });
    const alarm = await waitFor(async () => {
      const { data } = (await (await fetch(`${suite.ready.traces}/api/v1/alerts`)).json()) as { data: { alerts: Alert[] } };
      return data.alerts.find(({ labels, state }) => labels['alertname'] === 'ReadLogBroken' && state === 'firing');
    }, 60_000);
    expect(alarm.labels).toMatchObject({ service_name: 'wijk', severity: 'page' });
  }, 120_000);
});
