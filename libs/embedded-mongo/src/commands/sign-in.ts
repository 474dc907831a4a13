import { Binary } from 'bson';
import { asNumber, isDoc, type Doc } from '../bson/codec';
import { ScramConversation } from '../auth/scram';
import { MongoError } from '../errors';
import type { Call, Command } from './command';

const failed = (): MongoError => new MongoError(18, 'Authentication failed.');
const text = (payload: unknown): string => {
  if (!(payload instanceof Binary)) throw failed();
  return Buffer.from(payload.buffer.subarray(0, payload.position)).toString('utf8');
};
const binary = (message: string): Binary => new Binary(Buffer.from(message));

/** Begins a SCRAM conversation on this connection. @throws MongoError 18 */
export function startScram(call: Call, start: Doc, source: string): Doc {
  const scram = ScramConversation.start(text(start['payload']));
  if (!scram) throw failed();
  const found = call.users.find(scram.user, source);
  const id = call.session.nextConversation();
  const skipEmpty = isDoc(start['options']) && start['options']['skipEmptyExchange'] === true;
  call.session.conversation = { id, scram, found, proven: false, skipEmpty };
  return { conversationId: id, done: false, payload: binary(scram.challenge(found?.secret)), ok: 1 };
}

/** `saslStart`: SCRAM-SHA-256 only. */
export const saslStart: Command = {
  fields: ['mechanism', 'payload', 'options', 'autoAuthorize'],
  right: 'anyone',
  run: (call: Call) => {
    if (call.body['mechanism'] !== 'SCRAM-SHA-256')
      throw new MongoError(2, `Received authentication for mechanism ${String(call.body['mechanism'])} which is not enabled`);
    return startScram(call, call.body, call.db);
  },
};

/** `saslContinue`: the client's proof, then (for older drivers) one empty exchange. */
export const saslContinue: Command = {
  fields: ['conversationId', 'payload'],
  right: 'anyone',
  run: (call: Call) => {
    const { session, body } = call;
    const open = session.conversation;
    if (!open || asNumber(body['conversationId']) !== open.id) throw failed();
    if (open.proven) {
      session.conversation = undefined;
      return { conversationId: open.id, done: true, payload: binary(''), ok: 1 };
    }
    const proof = open.scram.finish(text(body['payload']));
    if (!proof || !open.found) {
      session.conversation = undefined;
      throw failed();
    }
    open.proven = true;
    session.user = open.found;
    return { conversationId: open.id, done: open.skipEmpty, payload: binary(proof), ok: 1 };
  },
};

/** `logout`: the connection is nobody's again. */
export const logout: Command = {
  fields: [],
  right: 'anyone',
  run: ({ session }) => {
    session.user = undefined;
    return { ok: 1 };
  },
};

/** `connectionStatus`: who this connection is. */
export const connectionStatus: Command = {
  fields: ['showPrivileges'],
  right: 'anyone',
  run: ({ session: { user } }) => {
    const roles = user ? [{ role: user.db === '*' ? 'root' : 'dbOwner', db: user.db === '*' ? 'admin' : user.db }] : [];
    const users = user ? [{ user: user.name, db: user.db === '*' ? 'admin' : user.db }] : [];
    return { authInfo: { authenticatedUsers: users, authenticatedUserRoles: roles }, ok: 1 };
  },
};
