import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { daysBefore } from './days-before';
import { playEvening } from './evening';
import { evening } from './evening-script';
import { FakeSuite } from './fake-suite.fixture';

let dir: string;
let suite: FakeSuite;
let ready: Awaited<ReturnType<FakeSuite['open']>>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'spil-evening-'));
  suite = new FakeSuite();
  ready = await suite.open();
});
afterEach(() => {
  suite.close();
  rmSync(dir, { recursive: true, force: true });
});

const play = (signal = new AbortController().signal): Promise<void> => playEvening(ready, { dir, pace: 1, signal, now: () => new Date() });
const all = [...daysBefore, ...evening];
/** An answer to a caller is weighed first. */
const writes = all.length + all.filter(({ kind }) => kind === 'answer').length;
const kept = (): unknown => JSON.parse(readFileSync(join(dir, 'evening.json'), 'utf8'));

const spokenFields = [
  ...['headline', 'fact', 'assessment', 'safetyLine', 'summary', 'description', 'subject', 'answer', 'label', 'remark', 'words'],
  ...['name', 'placeDescription'],
];
/** Every text of people in a request, however deep. */
function texts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'string' ? (spokenFields.includes(name) ? [part] : []) : texts(part),
  );
}

describe('the made-up evening', () => {
  it('asks only what the contracts take, and every text says that it is made up', async () => {
    await play();
    for (const { contract, request } of suite.asked) {
      expect([contract?.name, contract?.validateRequest(request)]).toEqual([contract?.name, { ok: true }]);
      for (const text of texts(request)) expect(text).toMatch(/^Verzonnen\b/);
    }
    expect(suite.asked).toHaveLength(writes);
    expect(new Set(all.flatMap((it) => texts(it))).size).toBeGreaterThan(40);
  });

  it('has something at once for every page: each of these lists is filled before the evening begins', () => {
    const kinds = new Set(daysBefore.map(({ kind }) => kind));
    for (const kind of ['note', 'contact', 'question', 'reply', 'call', 'answer', 'nuisance', 'watch', 'mediation', 'settled', 'follow']) {
      expect(kinds).toContain(kind);
    }
    // A share of who feels unsafe is shown from five contacts on.
    const contacts = new Map<string, number>();
    for (const it of daysBefore) if (it.kind === 'contact') contacts.set(it.in[0], (contacts.get(it.in[0]) ?? 0) + 1);
    expect([...contacts.values()].filter((count) => count >= 5).length).toBeGreaterThanOrEqual(2);
    expect([...contacts.values()].some((count) => count < 5)).toBe(true);
  });

  it('plays once, and goes on where it was stopped', async () => {
    const stopped = new AbortController();
    suite.onWrite = () => suite.asked.length >= daysBefore.length + 8 && stopped.abort();
    await play(stopped.signal);
    expect(suite.asked.length).toBeLessThan(writes);
    await play();
    await play();
    const keys = suite.asked.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(kept()).toEqual({ daysBefore: daysBefore.length, next: evening.length });
  });

  it('tells the days before where an older version played its evening', async () => {
    writeFileSync(join(dir, 'evening.json'), JSON.stringify({ next: evening.length }));
    await play();
    expect(suite.asked.flatMap(({ key }) => key ?? []).every((key) => key.startsWith('before-'))).toBe(true);
    expect(kept()).toEqual({ daysBefore: daysBefore.length, next: evening.length });
  });

  it('tries again what could not be reached or is still on its way, with the same key, and passes over what is refused', async () => {
    suite.statuses = [503, 422];
    suite.emptyLists = 1;
    await play();
    expect(suite.asked[0]?.key).toBe('before-0');
    expect(suite.asked[1]?.key).toBe('before-0');
    expect(suite.asked).toHaveLength(writes + 1);
  });
});
