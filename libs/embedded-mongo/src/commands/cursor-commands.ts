import { asNumber } from '../bson/codec';
import { MongoError } from '../errors';
import { namespace, type Command } from './command';

/** `getMore`: the next batch of a cursor. */
export const getMore: Command = {
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  right: 'database',
  run: ({ body, engine, session, ...call }) => {
    const ns = namespace({ ...call, body, engine, session }, 'collection');
    const size = asNumber(body['batchSize']) ?? 0;
    return engine.cursors.more(body['getMore'], { ns, owner: session.owner }, size > 0 ? size : Number.MAX_SAFE_INTEGER);
  },
};

/** `killCursors`: closes cursors before their end. */
export const killCursors: Command = {
  fields: ['cursors'],
  right: 'database',
  run: ({ body, engine, session }) => {
    const ids: unknown = body['cursors'];
    if (!Array.isArray(ids)) throw new MongoError(14, "Field 'cursors' must be of type array");
    const killed = ids.filter((id) => engine.cursors.kill(id, session.owner));
    const missing = ids.filter((id) => !killed.includes(id));
    return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
};
