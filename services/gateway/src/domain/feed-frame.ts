/** A frame as it came off an audience's stream: authenticated, checked against its contract and opened for the gateway. */
export interface FeedFrame {
  zone: string;
  audience: string;
  /** Name of the frame: `briefing`, `call`, `unit`, `inbox-entry`, `note-progress`. */
  kind: string;
  eventId: string;
  /** When it was made (CloudEvent time). */
  at: string;
  /** Everything but the texts, the seal and the list of readers. */
  facts: Readonly<Record<string, unknown>>;
  /** Opened texts; which of them leave is decided for each reader. */
  texts: Readonly<Record<string, unknown>>;
  /** Persons it is for, where the audience alone does not say. */
  readers?: readonly string[];
  /** What is looked up and logged by: the record it speaks of. */
  record: { type: string; id: string };
  /** Context of the message, so that one trace goes from the inspector's tap to the crew's screen. */
  traceparent?: string;
  created?: string;
}

/** One place of an audience's stream. A place without a frame holds something that nobody may see. */
export interface FeedEntry {
  sequence: number;
  frame?: FeedFrame;
}

/** Facts that name readers and never leave. */
const readerFields = ['subscribers', 'authorId'] as const;

/** Takes a frame's data apart. `texts` come from its sealed part. */
export function partsOf(data: Readonly<Record<string, unknown>>): Pick<FeedFrame, 'facts' | 'readers' | 'record'> {
  const { sealed: _, subscribers, authorId, ...facts } = data;
  const readers = Array.isArray(subscribers) ? (subscribers as string[]) : typeof authorId === 'string' ? [authorId] : undefined;
  return { facts, record: recordOf(facts), ...(readers ? { readers } : {}) };
}

const recordIds = { itemId: 'item', callId: 'call', noteId: 'note', unitId: 'unit' } as const;

/** The record a frame speaks of; also what its sealed part is bound to. */
function recordOf(facts: Readonly<Record<string, unknown>>): { type: string; id: string } {
  for (const [field, type] of Object.entries(recordIds)) {
    const id = facts[field];
    if (typeof id === 'string') return { type, id };
  }
  return { type: 'frame', id: '' };
}

/** True when reading it is a consultation that must be logged first: about a person, restricted, or a caller's story. */
export const mustBeLogged = ({ facts, kind }: FeedFrame): boolean =>
  facts['personal'] === true || (facts['handling'] !== undefined && facts['handling'] !== 'H0') || kind === 'call';

/** The data that leaves for somebody who may see these texts; names of readers are never in it. */
export function visibleData(frame: FeedFrame, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const data = { ...frame.facts, ...texts };
  for (const field of readerFields) delete (data as Record<string, unknown>)[field];
  return data;
}
