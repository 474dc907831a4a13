import { defineEvent, type CloudEvent } from '@spil/contracts';
import { z } from 'zod';

/** What the line carries: one more count of an aggregate. It has the shape of every event of the suite and none of its words. */
export const counted = defineEvent('wijk.counted.v1', {
  summary: 'A writer counted one further, for fault runs',
  purpose: 'service',
  handling: 'H0',
  retentionClass: 'test',
  listeners: ['intervention'],
  schema: z.strictObject({ aggregate: z.string().max(60), n: z.int().min(1), padding: z.string().optional() }),
  sample: { aggregate: 'w1-a1', n: 1 },
});
export type Counted = CloudEvent<{ aggregate: string; n: number; padding?: string }>;

export const LINE_STREAM = 'EVENTS_WIJK';
export const lineZone = 'line';

const none = { lastValueOnly: false };
/** Streams and durables of the line; the same kinds the suite has. */
export const linePlan = {
  streams: [
    { name: LINE_STREAM, subjects: ['events.wijk.>'], kind: 'events' as const, ...none },
    { name: 'DEAD', subjects: ['dead.>'], kind: 'dead' as const, ...none },
    { name: 'REPLAYS', subjects: ['replays.>'], kind: 'replays' as const, ...none },
    { name: 'ADVISORIES', subjects: ['$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>'], kind: 'advisories' as const, ...none },
  ],
  durables: [
    { stream: LINE_STREAM, durable: 'intervention', service: 'intervention' as const, filters: ['events.wijk.*.counted.*'] },
    { stream: 'REPLAYS', durable: 'intervention', service: 'intervention' as const, filters: ['replays.intervention.>'] },
  ],
};

/** Producer keys of the line; nothing behind them is anybody's. */
export const lineKeys = {
  wijk: Buffer.alloc(32, 7).toString('base64url'),
  intervention: Buffer.alloc(32, 9).toString('base64url'),
};

/** Ways in which a part of the line can be built wrong, so that the checker shows that it would notice. */
export type Flaw =
  /** The writer answers 201 and writes afterwards. */
  | 'ack-before-commit'
  /** The writer writes anew for every attempt. */
  | 'no-idempotency'
  /** The relay marks events as published before they are. */
  | 'mark-before-publish'
  /** Every sending has a new message id, a repeat too. */
  | 'new-message-id'
  /** The listener counts every delivery as a new one. */
  | 'no-dedupe'
  /** The listener overwrites what is newer. */
  | 'no-version-check'
  /** The listener acknowledges before its effect is committed. */
  | 'ack-before-effect'
  /** The listener takes messages whoever stored them. */
  | 'no-producer-auth'
  /** A handler that failed is put aside although only the database was away. */
  | 'dead-when-down'
  /** A stop that does not wait for what is in hand. */
  | 'no-drain'
  /** The writer's connection never asks whether the broker is still there. */
  | 'no-pings';

/** What a program of the line is told. */
export interface LineSettings {
  nats: string;
  mongo: string;
  db: string;
  flaws: Flaw[];
  /** ms of the listener's handler, and others that are long in the suite and short here. */
  ackWait: number;
  handlerDeadline: number;
  workingEvery: number;
  concurrency: number;
  /** Delays between retries. */
  delays: number[];
  /** Attempts of the listener before a letter. */
  attempts: number;
  /** ms after which the writer sends again what the broker did not answer. */
  publishDeadline: number;
}

export const lineSettings = (env: NodeJS.ProcessEnv): LineSettings => JSON.parse(env['LINE'] ?? '{}') as LineSettings;
