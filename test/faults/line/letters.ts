import { jetstreamManager } from '@nats-io/jetstream';
import { header, listDead, replayDead, type DeadLetter } from '@spil/messaging';
import { comes } from '../tools/wait';
import { LINE_STREAM } from './contract';
import type { Line } from './line';

/** A letter as the listener would have written it `days` ago for the first count of the first aggregate, now on `dead.intervention`. */
export async function deadLetterFor(line: Line, { days }: { days: number }): Promise<number> {
  const manager = await jetstreamManager(line.admin);
  const { state } = await manager.streams.info(LINE_STREAM);
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const stored = await manager.streams.getMessage(LINE_STREAM, { seq });
    if (!stored) continue;
    const { data } = stored.json<{ data?: { aggregate: string; n: number } }>();
    if (data?.aggregate !== 'w0-a0' || data.n !== 1) continue;
    const at = new Date(Date.now() - days * 86_400_000).toISOString();
    const letter: DeadLetter = {
      service: 'intervention',
      reason: { kind: 'failed', attempts: 6 },
      at,
      stream: LINE_STREAM,
      seq,
      durable: 'intervention',
      deliveries: 6,
      subject: stored.subject,
      id: stored.header.get(header.id),
      auth: stored.header.get(header.auth),
      body: Buffer.from(stored.data).toString('base64'),
    };
    line.admin.publish('dead.intervention', JSON.stringify(letter));
    await line.admin.flush();
    await comes(async () => (await listDead(line.admin)).length > 0, 3_000);
    return (await listDead(line.admin)).at(-1)?.number ?? 0;
  }
  throw new Error('the first count is not in the stream');
}

/** Gives it back to the listener and waits until that is done with it. */
export async function replayOld(line: Line, number: number): Promise<void> {
  await replayDead(line.admin, number);
  const manager = await jetstreamManager(line.admin);
  await comes(async () => {
    const { num_pending, num_ack_pending } = await manager.consumers.info('REPLAYS', 'intervention');
    return num_pending + num_ack_pending === 0;
  }, 8_000);
}
