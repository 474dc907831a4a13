/** What a subject is called in spans, made once per subject. */
export interface SubjectNames {
  template: string;
  publish: string;
  process: string;
}

const known = new Map<string, SubjectNames>();
const most = 5_000;

const build = (subject: string): string => {
  const words = subject.split('.');
  const [prefix] = words;
  if (prefix === 'events' || prefix === 'requests') return [prefix, words[1], '{zone}', ...words.slice(3, 4)].join('.');
  if (prefix === 'feeds') return [prefix, '{zone}', (words[2] ?? '').replace(/^crew-.+/, 'crew-{team}'), ...words.slice(3, 4)].join('.');
  return words.slice(0, 2).join('.');
};

/** Template and span names of a subject. */
export const namesOf = (subject: string): SubjectNames => {
  const before = known.get(subject);
  if (before !== undefined) return before;
  const template = build(subject);
  const names = { template, publish: `publish ${template}`, process: `process ${template}` };
  if (known.size >= most) known.clear();
  known.set(subject, names);
  return names;
};

/** The low-cardinality form of one of our subjects for span names: `events.wijk.leuven.note-recorded.3` → `events.wijk.{zone}.note-recorded`. */
export const subjectTemplate = (subject: string): string => namesOf(subject).template;

const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;

/** Milliseconds between the making of a UUIDv7 and `now` (ms since 1970); undefined for another id or a clock that went back. */
export const waitedMs = (id: string, now: number): number | undefined => {
  if (!uuidv7.test(id)) return undefined;
  const waited = now - parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return waited >= 0 ? waited : undefined;
};
