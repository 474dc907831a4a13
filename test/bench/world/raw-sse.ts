import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '@nats-io/transport-node';

// Peer X, the floor of a last hop: core NATS to raw server-sent events; nobody is asked who he is, nothing is kept, nothing resumes.
const { nats } = JSON.parse(process.argv[2] ?? '{}') as { nats: string };
const clients = new Set<ServerResponse>();
const bus = await connect({ servers: nats, noAsyncTraces: true });
bus.subscribe('item.shared', {
  callback: (_error, message) => {
    const text = `data: ${message.string()}\n\n`;
    for (const client of clients) client.write(text);
  },
});
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': \n\n');
  clients.add(response);
  response.on('close', () => clients.delete(response));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed` })}\n`);
});
