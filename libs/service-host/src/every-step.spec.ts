import { describe, expect, it } from '@jest/globals';
import { everyStep, StopFailed } from './every-step';

describe('every step of a stop', () => {
  it('is done in its turn though one before it failed, and what failed is told at the end by step and code', async () => {
    const done: string[] = [];
    const steps = {
      bus: () => Promise.reject(Object.assign(new Error('Jan Peeters'), { code: 'bus.away' })),
      relay: () => Promise.resolve(done.push('relay')),
      platform: () => {
        throw new StopFailed('database (MongoError)');
      },
      health: () => done.push('health'),
    };
    await expect(everyStep(steps)).rejects.toMatchObject({ name: 'StopFailed', message: 'bus (bus.away), database (MongoError)' });
    expect(done).toEqual(['relay', 'health']);
  });
});
