import type { MsgHdrs } from '@nats-io/transport-node';

export const header = {
  id: 'Nats-Msg-Id',
  traceparent: 'traceparent',
  contentType: 'Content-Type',
  auth: 'Spil-Auth',
  /** On a replay: the id the message had at first, over which its producer signed. */
  originalId: 'Spil-Original-Id',
} as const;

export const CLOUD_EVENT = 'application/cloudevents+json';
const START = 'NATS/1.0\r\n';

/** What stands in the header block of a stored message. */
export interface HeaderFields {
  id: string;
  traceparent?: string | undefined;
  auth?: string | undefined;
  originalId?: string | undefined;
}

/** Encodes the whole header block at once; `headers()` of the library costs three times as much. */
export function encodeHeaders({ id, traceparent, auth, originalId }: HeaderFields): Buffer {
  let block = `${START}${header.id}: ${safe(id)}\r\n${header.contentType}: ${CLOUD_EVENT}\r\n`;
  if (traceparent !== undefined) block += `${header.traceparent}: ${safe(traceparent)}\r\n`;
  if (auth !== undefined) block += `${header.auth}: ${safe(auth)}\r\n`;
  if (originalId !== undefined) block += `${header.originalId}: ${safe(originalId)}\r\n`;
  return Buffer.from(`${block}\r\n`, 'latin1');
}

// Ids, trace contexts and tokens are printable ASCII; anything else could smuggle a header line in.
const printable = /^[\x21-\x7e]*$/;
function safe(value: string): string {
  if (!printable.test(value)) throw new TypeError('header value is not printable ASCII');
  return value;
}

/** Wraps an encoded block so that the library sends it as it is. */
export const rawHeaders = (block: Uint8Array): MsgHdrs => ({ encode: () => block }) as unknown as MsgHdrs;
