// Every code a service writes in its read log has words here: collected from the sources that write them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reads as nl } from '../../i18n/nl/reads';
import { readerOf } from './lines';
import { taskOf } from './task-of';

const root = join(import.meta.dirname, '../../../../..');
const folders = ['services/wijk', 'services/information-sharing', 'services/intervention', 'services/gateway', 'libs/service-host'];
const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|fixture)\.ts$|test-kit/.test(file))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, 'src', file), 'utf8') })),
);
/** Files that make lines of a read log, or have them kept. */
const writing = sources.filter(({ text }) => /recordCategory:|\b(reads|consultations|readLog)\.record\(/.test(text));

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
const actionsIn = (text: string): string[] => [
  ...all(text, /\bname: '([a-z-]+)'/g),
  ...all(text, /\breadLineOf\('([a-z-]+)'/g),
  ...all(text, /(?<!processingActivity: )'(?:wijk|information-sharing|intervention|audit)\.([a-z-]+)'/g),
];
const rulesIn = (text: string): string[] =>
  all(text, /\brule(?: =|:) ([^;,\n]+)/g).flatMap((expression) => all(expression, /(?:^|[?:] )'([a-z-]+)'/g));

const policy = JSON.parse(readFileSync(join(root, 'libs/policy/src/default-policy.json'), 'utf8')) as { reads: { id: string }[] };
const refusals = all(
  readFileSync(join(root, 'libs/policy/src/decide.ts'), 'utf8'),
  /(?:deny\(|why = (?:why === 'no-rule' \? )?)'([a-z-]+)'/g,
);
const liveRules = sources
  .filter(({ file }) => file.endsWith('feed-rights.ts'))
  .flatMap(({ text }) => all(text, /allow\(\w+, '([a-z-]+)'/g));

// Of a place in a feed and of no record: nobody can ask for it. And looks are told without what was done.
const notShown = ['resume-feed', 'who-read'];
const actions = [...new Set(writing.flatMap(({ text }) => actionsIn(text)))].filter((action) => !notShown.includes(action));
const rules = [
  ...new Set([...writing.flatMap(({ text }) => rulesIn(text)), ...policy.reads.map(({ id }) => id), ...refusals, ...liveRules]),
];

describe('the words of a read log', () => {
  it('are collected from every use case that has a read logged', () => {
    const cases = writing.filter(({ text }) => /\b(reads|consultations)\.record\(/.test(text));
    expect(cases.length).toBeGreaterThan(10);
    const silent = cases.filter(({ file, text }) => file.includes('use-cases/') && actionsIn(text).length === 0);
    expect(silent.map(({ file }) => file)).toEqual([]);
    expect(actions).toEqual(expect.arrayContaining(['follow-contact', 'read-item', 'list-calls', 'find-my-notes', 'deliver-frame']));
    expect(rules).toEqual(expect.arrayContaining(['follow-code', 'team-chief', 'not-in-inbox', 'audience', 'other-purpose', 'auditor']));
  });

  it('say every action, rule and task there is, and none that is not', () => {
    expect(Object.keys(nl.reads.actions).sort()).toEqual([...actions].sort());
    expect(Object.keys(nl.reads.rules).sort()).toEqual([...rules].sort());
    // Delivering a frame has the live feed for its task.
    const tasks = [...actions.filter((action) => action !== 'deliver-frame'), 'who-read'];
    expect(Object.keys(taskOf).sort()).toEqual(tasks.sort());
  });

  it('name who is no person as what it is', () => {
    const fixed = writing.flatMap(({ text }) => all(text, /\bactor: '([a-z:-]+)'/g));
    expect(fixed).toEqual(['resident']);
    for (const actor of fixed) expect(readerOf({ actor })).not.toBe('person');
  });
});
