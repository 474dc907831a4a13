import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Answer, BadRequest } from './http';
import { pointsOf } from './otlp/points';
import { object, type Loose } from './otlp/read';
import { metricsRequest, traceRequest } from './otlp/shapes';
import { spansOf } from './otlp/spans';
import { decode, type MessageShape } from './otlp/wire';
import type { MetricStore } from './store/metric-store';
import type { TraceStore } from './store/trace-store';

const mostBytes = 32 * 1024 * 1024;
const unzip = promisify(gunzip);

/** Reads a body up to 32 MB, unpacked as well as packed. */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new BadRequest('the body is larger than 32 MB');
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  if (request.headers['content-encoding'] !== 'gzip') return body;
  return unzip(body, { maxOutputLength: mostBytes }).catch(() => {
    throw new BadRequest('the body is not gzip, or larger than 32 MB');
  });
};

const isJson = (type: string | undefined): boolean => (type ?? '').startsWith('application/json');

const parse = (body: Buffer, type: string | undefined, shape: MessageShape): Loose => {
  try {
    if (isJson(type)) return object(JSON.parse(body.toString('utf8')));
    if ((type ?? '').startsWith('application/x-protobuf')) return decode(body, shape);
  } catch {
    throw new BadRequest('the body is not the OTLP message its content type says');
  }
  throw new BadRequest('content type must be application/json or application/x-protobuf');
};

/** OTLP's answer in the asker's own encoding; an empty protobuf message means "all taken". */
const taken = (type: string | undefined, partial: Loose | undefined): Answer => {
  if (isJson(type)) return { status: 200, body: partial ? { partialSuccess: partial } : {} };
  return { status: 200, body: Buffer.alloc(0), headers: { 'content-type': 'application/x-protobuf' } };
};

/** What came in and what was lost since the start. */
export interface IntakeCounts {
  spans: number;
  droppedSpans: number;
  rejected: number;
  points: number;
}

/** Takes OTLP/HTTP exports; answers only when they can be read back. */
export class Intake {
  private rejected = 0;
  private points = 0;

  constructor(
    private readonly traces: TraceStore,
    private readonly metrics: MetricStore,
  ) {}

  get counts(): IntakeCounts {
    return { spans: this.traces.stored, droppedSpans: this.traces.dropped, rejected: this.rejected, points: this.points };
  }

  async takeTraces(body: Buffer, type: string | undefined): Promise<Answer> {
    const { spans, rejected } = spansOf(parse(body, type, traceRequest));
    this.rejected += rejected;
    if (!(await this.traces.add(spans)))
      return { status: 503, body: { message: 'the disk cannot keep up' }, headers: { 'retry-after': '1' } };
    return taken(type, rejected > 0 ? { rejectedSpans: String(rejected), errorMessage: 'ids or times missing' } : undefined);
  }

  async takeMetrics(body: Buffer, type: string | undefined): Promise<Answer> {
    const { points, rejected } = pointsOf(parse(body, type, metricsRequest));
    this.rejected += rejected;
    this.points += points.length;
    await this.metrics.add(points);
    return taken(
      type,
      rejected > 0 ? { rejectedDataPoints: String(rejected), errorMessage: 'only cumulative sums, gauges and histograms' } : undefined,
    );
  }
}
