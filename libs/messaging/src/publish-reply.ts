/** What became of one message given to the publisher. `ok: false` means: not known to be stored, the caller keeps it. */
export type PublishOutcome =
  { ok: true; stream: string; seq: number; duplicate: boolean } | { ok: false; code: string; transient: boolean };

interface Reply {
  stream?: unknown;
  seq?: unknown;
  duplicate?: unknown;
  error?: { code?: unknown; err_code?: unknown };
}

/** Reads a PubAck. Every field is checked: a reply that is not an acknowledgement never counts as one. */
export function readReply(data: Uint8Array, expected: string | undefined): PublishOutcome {
  // An empty reply is the broker's "no responders": no stream takes this subject, or JetStream is still starting.
  if (data.length === 0) return { ok: false, code: 'no-stream', transient: true };
  let reply: Reply;
  try {
    reply = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1')) as Reply;
  } catch {
    return { ok: false, code: 'bad-ack', transient: true };
  }
  if (reply.error) return { ok: false, code: `js-${String(reply.error.err_code ?? reply.error.code ?? 'error')}`, transient: true };
  if (typeof reply.stream !== 'string' || typeof reply.seq !== 'number') return { ok: false, code: 'bad-ack', transient: true };
  if (expected !== undefined && reply.stream !== expected) return { ok: false, code: 'wrong-stream', transient: false };
  return { ok: true, stream: reply.stream, seq: reply.seq, duplicate: reply.duplicate === true };
}
