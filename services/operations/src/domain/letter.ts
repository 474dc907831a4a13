/** A dead letter as this service handles it: where it came from and why. What it says is never taken out of the stream. */
export interface Letter {
  number: number;
  service: string;
  at: string;
  reason: {
    kind: string;
    code?: string | undefined;
    attempts?: number | undefined;
    violations?: { path: string; rule: string }[] | undefined;
  };
  stream: string;
  sequence: number;
  deliveries: number;
  /** As its producer stored it; tells zone and message. */
  subject: string;
  eventId: string;
  traceparent?: string | undefined;
  replayable: boolean;
}

const word = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** `events.<service>.<zone>.<event>.<part>` and `feeds.<zone>.<audience>.<frame>.<part>`: the only two forms there are. */
function wordsOf(subject: string): { zone?: string | undefined; message?: string | undefined } {
  const [prefix, a, b, c] = subject.split('.');
  if (prefix === 'events') return { zone: b, message: c };
  return prefix === 'feeds' ? { zone: a, message: c } : {};
}

/** The zone a letter belongs to; undefined when its subject is none of ours: its message is gone, or was never ours. */
export const zoneOf = ({ subject }: Letter): string | undefined => wordsOf(subject).zone;

/** An operator sees the letters of the own zone, and those of no zone: somebody must look at them. */
export const concerns = (letter: Letter, zone: string): boolean => [zone, undefined].includes(zoneOf(letter));

/** What the message is called in its contract, when that can be a contract's word at all. */
export function messageOf({ subject }: Letter): string | undefined {
  const { message } = wordsOf(subject);
  return message !== undefined && word.test(message) ? message : undefined;
}

const traceForm = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
export const traceIdOf = ({ traceparent }: Letter): string | undefined => traceForm.exec(traceparent ?? '')?.[1];
