import { describe, expect, it } from '@jest/globals';
import type { Sealed } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { MediationRequest } from '../../domain/mediation-request';
import type { Read } from '../ports';
import { ListMediationRequests } from './list-mediation-requests';

const now = '2026-01-12T10:00:00.000Z';
const caller: Caller = { sub: 'mediator-1', roles: ['mediator'], zone: 'amow', assignments: [], assignmentVersion: 1, exp: 0 };
const sealed: Sealed = { alg: 'A256GCM', iv: '', data: '', keys: {} };
const kept: MediationRequest[] = ['a', 'b'].map((requestId) => ({
  requestId,
  zone: 'amow',
  number: requestId,
  origin: 'CITIZEN',
  receivedAt: now,
  status: 'received',
  sealed,
}));

function setup(broken: boolean) {
  const order: string[] = [];
  const lines: Read[] = [];
  const reads = {
    record: (more: readonly Read[]) => {
      order.push('logged');
      lines.push(...more);
      return broken ? Promise.reject(new Error('away')) : Promise.resolve();
    },
  };
  const sealer = {
    seal: () => sealed,
    open: <T>(): T => {
      order.push('opened');
      return { disputeType: 'noise', description: 'x', parties: [] } as T;
    },
  };
  return {
    order,
    lines,
    list: new ListMediationRequests({ list: () => Promise.resolve(kept), byOrigin: () => Promise.resolve([]) }, reads, sealer, {
      now: () => now,
    }),
  };
}

describe('reading requests for mediation', () => {
  it('is logged, one line for each, before one is opened', async () => {
    const { list, order, lines } = setup(false);
    expect(unwrap(await list.run({ request: {}, caller, zone: 'amow' })).requests).toHaveLength(2);
    expect(order).toEqual(['logged', 'opened', 'opened']);
    expect(lines.map(({ subject }) => subject)).toEqual(['a', 'b']);
  });

  it('opens nothing when it cannot be logged', async () => {
    const { list, order } = setup(true);
    await expect(list.run({ request: {}, caller, zone: 'amow' })).rejects.toThrow('away');
    expect(order).toEqual(['logged']);
  });
});
