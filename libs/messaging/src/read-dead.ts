import { DEAD_STREAM, serviceNames, type ServiceName } from '@spil/contracts';
import { z } from 'zod';
import type { DeadLetter } from './dead-letter';

const kinds = ['undecodable', 'invalid', 'forged', 'no-route', 'failed', 'killed-process', 'max-deliveries'] as const;
const words = () => z.string().optional();
const shape: z.ZodType<DeadLetter> = z.object({
  service: z.enum(serviceNames),
  reason: z.object({
    kind: z.enum(kinds),
    code: words(),
    attempts: z.int().min(0).optional(),
    violations: z.array(z.object({ path: z.string(), rule: z.string() })).optional(),
  }),
  at: z.iso.datetime(),
  stream: z.string().max(120),
  seq: z.int().min(0),
  durable: z.string(),
  deliveries: z.int().min(0),
  subject: z.string(),
  id: z.string(),
  auth: words(),
  traceparent: words(),
  aggregate: words(),
  body: words(),
});

/** A dead letter as the broker stores it. */
export interface StoredLetter {
  subject: string;
  seq: number;
  data: Uint8Array;
  time: Date;
}

/**
 * The letter in a stored message. What is none (right to publish is no proof of authorship, architecture.md §6) is a letter about
 * itself, of which nothing is believed: one strange message must not hide all others from those who look after them.
 */
export function readDead({ subject, seq, data, time }: StoredLetter): DeadLetter {
  const said = shape.safeParse(json(data));
  if (said.success) return said.data;
  const named = serviceNames.find((name): name is ServiceName => subject === `dead.${name}`) ?? 'operations';
  const about = { stream: DEAD_STREAM, seq, durable: '', deliveries: 0, subject: '', id: '' };
  return { service: named, reason: { kind: 'undecodable' }, at: time.toISOString(), ...about };
}

function json(data: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(data).toString('utf8'));
  } catch {
    return undefined;
  }
}
