import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startMongo, type RunningMongo } from '@spil/testing';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { closeMongo, connectMongo } from './connect';

let server: RunningMongo;
let relay: Server;
/** The server's side of every connection. */
const accepted = new Set<Socket>();
beforeAll(async () => {
  server = await startMongo();
  const port = Number(/:(\d+)/.exec(server.uri)?.[1]);
  relay = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ host: '127.0.0.1', port });
    accepted.add(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined).on('close', () => (client.destroy(), upstream.destroy()));
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  accepted.forEach((socket) => socket.destroy());
  await new Promise((resolve) => relay.close(resolve));
  await server.stop();
});

it('extends the driver that mongoose speaks through', () => {
  expect(mongoose.mongo.MongoClient).toBe(MongoClient);
});

/** Resolves in the very turn of the loop in which the socket is destroyed: what it says of its end comes after that. */
async function destroyed(socket: Socket): Promise<void> {
  while (!socket.destroyed) await turn();
}

it('asks nothing of a connection that the server has ended: the answer would never come', async () => {
  if (!server.ours) return;
  const sockets: Socket[] = [];
  const note = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket);
  subscribe('net.client.socket', note);
  const db = await connectMongo({ uri: `mongodb://127.0.0.1:${(relay.address() as AddressInfo).port}`, db: 'spil_ended', maxPoolSize: 1 });
  await db.command({ ping: 1 });
  unsubscribe('net.client.socket', note);
  const own = sockets.filter((socket) => socket.remotePort === (relay.address() as AddressInfo).port);
  expect(own.length).toBeGreaterThanOrEqual(2); // its monitor's and the pool's

  const asked = own.map(async (socket) => {
    await destroyed(socket);
    return Promise.race([db.command({ ping: 1 }).then(({ ok }) => ok as number), pause(5_000, 'never answered', { ref: false })]);
  });
  accepted.forEach((socket) => socket.end());
  expect(await Promise.all(asked)).toEqual(own.map(() => 1));
  await closeMongo(db);
}, 20_000);
