/** One hop of a W3C trace (Trace Context Level 1, read as Level 2 says). Ids are lower-case hex. */
export interface TraceParent {
  traceId: string;
  spanId: string;
  sampled: boolean;
}

/** What a caller sent, once read strictly. Without a valid traceparent the tracestate is not used; on a span it never is (span-pipeline.ts). */
export interface IncomingTrace {
  traceparent?: string;
  tracestate?: string;
}

type HeaderValue = string | readonly string[] | undefined;

const version00 = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const laterVersion = /^(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;
const zeroTrace = '0'.repeat(32);
const zeroSpan = '0'.repeat(16);

const single = (header: HeaderValue): string => (typeof header === 'string' ? header : header?.length === 1 ? (header[0] ?? '') : '');

/** Reads a traceparent; undefined means: start a new trace and drop the tracestate. Two headers are one too many. */
export const parseTraceparent = (header: HeaderValue): TraceParent | undefined => {
  const text = single(header);
  if (!(text.startsWith('00') ? version00 : laterVersion).test(text)) return undefined;
  const traceId = text.slice(3, 35);
  const spanId = text.slice(36, 52);
  if (traceId === zeroTrace || spanId === zeroSpan) return undefined;
  // Only bit 0 has a meaning on reading; other bits are for versions to come.
  return { traceId, spanId, sampled: (parseInt(text.slice(53, 55), 16) & 1) === 1 };
};

/** Writes version 00. */
export const formatTraceparent = ({ traceId, spanId, sampled }: TraceParent): string => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;

const memberKey = /^(?:[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})$/;
const memberValue = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/** Reads tracestate headers, combined in order, into members; undefined when any member is malformed, repeated or there are more than 32. */
export const parseTracestate = (header: HeaderValue): [key: string, value: string][] | undefined => {
  const lines = typeof header === 'string' ? [header] : (header ?? []);
  const members: [string, string][] = [];
  for (const part of lines.join(',').split(',')) {
    const member = part.replace(/^[ \t]+|[ \t]+$/g, '');
    if (member === '') continue;
    const at = member.indexOf('=');
    const [key, value] = [member.slice(0, at), member.slice(at + 1)];
    if (at < 1 || !memberKey.test(key) || !memberValue.test(value)) return undefined;
    if (members.some(([known]) => known === key)) return undefined;
    members.push([key, value]);
  }
  return members.length > 32 ? undefined : members;
};

/** Reads both headers (names in any case) the way every one of our edges does: continue what is valid, forget what is not. */
export const incomingTrace = (headers: Readonly<Record<string, HeaderValue>>): IncomingTrace => {
  let parent: HeaderValue;
  let state: HeaderValue;
  for (const name of Object.keys(headers)) {
    const lower = name.toLowerCase();
    if (lower === 'traceparent') parent = headers[name];
    if (lower === 'tracestate') state = headers[name];
  }
  const parsed = parseTraceparent(parent);
  if (!parsed) return {};
  const members = parseTracestate(state);
  const traceparent = formatTraceparent(parsed);
  return members?.length ? { traceparent, tracestate: members.map(([key, value]) => `${key}=${value}`).join(',') } : { traceparent };
};
