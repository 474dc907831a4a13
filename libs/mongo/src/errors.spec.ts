import { describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { isAway } from './errors';

// The names as the driver gives them, whatever the classes are called: a pool cleared by a timed-out ping has no `Mongo` in front.
const named = (name: string): Error => Object.assign(new Error(name), { name });

describe('an absent database has one meaning', () => {
  it.each([
    new mongo.MongoNetworkError('x'),
    new mongo.MongoNetworkTimeoutError('x'),
    new mongo.MongoServerSelectionError('x', {} as never),
    new mongo.MongoTopologyClosedError(),
    named('MongoPoolClearedError'),
    named('PoolClearedOnNetworkError'),
    named('MongoWaitQueueTimeoutError'),
    Object.assign(named('MongoServerError'), { code: 91 }),
  ])('$name', (error) => expect(isAway(error)).toBe(true));

  it('is seen in a write of several too, which wraps it', () => {
    const { MongoBulkWriteError } = mongo as unknown as { MongoBulkWriteError: new (error: object, result: object) => Error };
    expect(isAway(new MongoBulkWriteError(new mongo.MongoNetworkError('x'), {}))).toBe(true);
    expect(isAway(new MongoBulkWriteError({ message: 'E11000', code: 11_000, writeErrors: [] }, {}))).toBe(false);
  });

  it.each([named('MongoServerError'), Object.assign(named('MongoServerError'), { code: 11_000 }), named('TypeError'), undefined])(
    'and no other error is',
    (error) => expect(isAway(error)).toBe(false),
  );
});
