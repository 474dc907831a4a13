// W3C Trace Context: our reader against the vectors kept with the test data (standards.md §7).
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatTraceparent, incomingTrace, parseTraceparent, parseTracestate } from '@spil/observability';

interface ParentCase {
  id: string;
  traceparent?: string;
  headers?: [string, string][];
  expect: 'valid' | 'invalid';
  sampled?: boolean;
  trace_id?: string;
  parent_id?: string;
}
interface StateCase {
  id: string;
  traceparent: string | null;
  tracestate: string[];
  expect: 'valid' | 'invalid' | 'invalid-or-truncated' | 'ignored';
  members?: [string, string][];
}

const file = resolve(process.env['SPIL_DATA'] ?? '../shared/data', 'conformance/trace-context/vectors.json');
const present = existsSync(file);
if (!present) console.warn(`SKIPPED: no trace-context vectors at ${file}; set SPIL_DATA to the data folder`);
const vectors = present
  ? (JSON.parse(readFileSync(file, 'utf8')) as { traceparent: ParentCase[]; tracestate: StateCase[] })
  : { traceparent: [], tracestate: [] };

(present ? describe : describe.skip)('W3C Trace Context vectors', () => {
  it('are all there', () => expect([vectors.traceparent.length, vectors.tracestate.length]).toEqual([17, 9]));

  for (const vector of vectors.traceparent) {
    it(vector.id, () => {
      const sent = vector.headers ? vector.headers.map(([, value]) => value) : vector.traceparent;
      const read = parseTraceparent(sent);
      expect(read === undefined ? 'invalid' : 'valid').toBe(vector.expect);
      if (!read) return expect(incomingTrace({ TraceParent: sent, tracestate: 'a=1' })).toEqual({});
      expect(read).toEqual({ traceId: vector.trace_id, spanId: vector.parent_id, sampled: vector.sampled });
      expect(parseTraceparent(formatTraceparent(read))).toEqual(read);
    });
  }

  for (const vector of vectors.tracestate) {
    it(vector.id, () => {
      const carried = incomingTrace({ traceparent: vector.traceparent ?? undefined, Tracestate: vector.tracestate });
      const read = parseTracestate(vector.tracestate);
      if (vector.expect === 'ignored') return expect(carried).toEqual({});
      expect(carried.traceparent).toBeDefined();
      expect(read !== undefined).toBe(vector.expect === 'valid');
      expect(carried.tracestate !== undefined).toBe(vector.expect === 'valid');
      if (vector.members) expect(read).toEqual(vector.members);
    });
  }
});
