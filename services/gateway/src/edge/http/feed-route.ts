import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@spil/domain-kit';
import type { Identity } from '@spil/identity';
import { CursorInvalid } from '../../domain/cursor';
import type { FeedHub, Seat } from '../../use-cases/follow-feed/feed-hub';
import { exchangeOf, finish, sendProblem } from './exchange';
import { personOf, type Entrance } from './entrance';
import { SseWire } from './sse-wire';

export interface FeedRoutePorts {
  hub: Pick<FeedHub, 'reserve'>;
  entrance: Entrance;
  /** Writes an audit line about a forged or foreign position; never rejects. */
  forged(who: Identity, reason: string): Promise<void>;
  waitingBytes: number;
}

/** `GET /v1/feed`: the live feed as server-sent events, with a bearer header (fetch streaming; no tokens in URLs). */
export function feedRoute(scope: FastifyInstance, ports: FeedRoutePorts): void {
  scope.route({
    method: 'GET',
    url: '/v1/feed',
    onRequest: ports.entrance.person,
    handler: (request, reply) => exchangeOf(request, reply).span.run(() => open(request, reply, ports)),
  });
}

async function open(request: FastifyRequest, reply: FastifyReply, ports: FeedRoutePorts): Promise<FastifyReply> {
  const who = personOf(request) as Identity;
  const header = request.headers['last-event-id'];
  const lastEventId = typeof header === 'string' && header !== '' ? header : undefined;
  let seat: Seat;
  try {
    seat = await ports.hub.reserve(who, lastEventId);
  } catch (error) {
    if (error instanceof CursorInvalid) await ports.forged(who, error.reason);
    else if (!(error instanceof DomainError)) throw error;
    return sendProblem(request, reply, { code: error.code, ...(error instanceof DomainError ? { params: error.params } : {}) });
  }
  const { socket } = reply.raw;
  if (!socket?.writable) {
    // Who asked has gone, or asked on a connection that another answer still has: a feed needs one of its own.
    seat.release();
    request.raw.socket.destroy();
    return reply.hijack();
  }
  stream(request, reply, seat.begin, { socket, waitingBytes: ports.waitingBytes });
  return reply;
}

interface Line {
  socket: Socket;
  waitingBytes: number;
}

function stream(request: FastifyRequest, reply: FastifyReply, begin: Seat['begin'], { socket, waitingBytes }: Line): void {
  const headers = { ...(reply.getHeaders() as Record<string, string>) };
  reply.hijack();
  const response = reply.raw;
  socket.setNoDelay(true);
  // A feed is the last thing on its connection: at its end the socket goes too, and a drain need not wait for it.
  response.shouldKeepAlive = false;
  // So its end is the end of the body: a chunk's frame around each event would cost as much as the event.
  response.useChunkedEncodingByDefault = false;
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  finish(request, 200);
  const session = begin(new SseWire(response, socket, waitingBytes));
  response.on('close', () => session.end('left'));
  response.on('error', () => session.end('left'));
}
