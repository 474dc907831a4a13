import { Binary } from 'bson';
import { isDoc, type Doc } from '../bson/codec';
import { MAX_MESSAGE } from '../wire/frames';
import { startScram } from './sign-in';
import type { Call, Command } from './command';

/** MongoDB 7.0's wire version: what drivers and mongoose may expect. */
const WIRE_VERSION = 21;
const VERSION = '7.0.0';

/** `hello`: a standalone server. It has no set name, so drivers use neither transactions nor retryable writes. */
export const hello: Command = {
  fields: 'any', // what a client says of itself grows with every driver; MongoDB ignores what it does not know
  right: 'anyone',
  run: (call: Call): Doc => {
    const modern = call.name === 'hello';
    return {
      helloOk: true,
      ...(modern ? { isWritablePrimary: true } : { ismaster: true }),
      maxBsonObjectSize: 16 * 1024 * 1024,
      maxMessageSizeBytes: MAX_MESSAGE,
      maxWriteBatchSize: 100_000,
      localTime: new Date(),
      logicalSessionTimeoutMinutes: 30,
      connectionId: call.session.id,
      minWireVersion: 0,
      maxWireVersion: WIRE_VERSION,
      readOnly: false,
      ...mechanisms(call),
      ...speculative(call),
      ok: 1,
    };
  },
};

function mechanisms({ body }: Call): Doc {
  return body['saslSupportedMechs'] === undefined ? {} : { saslSupportedMechs: ['SCRAM-SHA-256'] };
}

/** The first step of signing in, sent along with `hello`; anything wrong with it is left to the real sign-in. */
function speculative(call: Call): Doc {
  const start = call.body['speculativeAuthenticate'];
  if (!isDoc(start) || start['mechanism'] !== 'SCRAM-SHA-256' || !(start['payload'] instanceof Binary)) return {};
  try {
    return { speculativeAuthenticate: startScram(call, start, typeof start['db'] === 'string' ? start['db'] : 'admin') };
  } catch {
    return {};
  }
}

/** `buildInfo`: says openly what this is. */
export const buildInfo: Command = {
  fields: [],
  right: 'anyone',
  run: () => ({
    version: VERSION,
    versionArray: [7, 0, 0, 0],
    modules: ['spil-embedded'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ['lmdb'],
    ok: 1,
  }),
};

/** `ping` and other questions that only want an answer. */
export const ping: Command = { fields: [], right: 'anyone', run: () => ({ ok: 1 }) };

/** `endSessions`: sessions hold nothing here. */
export const endSessions: Command = { fields: [], right: 'anyone', run: () => ({ ok: 1 }) };
