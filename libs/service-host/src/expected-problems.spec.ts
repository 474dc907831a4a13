import { describe, expect, it } from '@jest/globals';
import type { NatsContext } from '@nestjs/microservices';
import { findReferenceContact } from '@spil/contracts';
import { DomainError, fail } from '@spil/domain-kit';
import { RequestHandling } from './request-handling';

const context = { getSubject: () => 'requests.wijk.amow.find-reference-contact', getHeaders: () => undefined } as unknown as NatsContext;
const logged: unknown[] = [];
const log = { error: (...line: unknown[]) => void logged.push(line) } as never;
const handling = new RequestHandling({ verifyCaller: () => Promise.reject(new Error('nobody')), log });
const withCode = (code: string) => Object.assign(new Error('a sentence that must not leave'), { code });
const answer = (run: () => never) =>
  handling.answer(findReferenceContact, { request: { point: [4, 51] } }, context, () => Promise.resolve().then(run));

describe('what an asker hears of a failure', () => {
  it.each([
    ['idempotency-key-reused', 'idempotency-key-reused'],
    ['outbox-full', 'outbox-full'],
    ['concurrency-conflict', 'conflict'],
    ['database-down', 'unavailable'],
    ['read-log.unavailable', 'read-not-logged'],
  ])('%s is known outside as %s', async (code, known) => {
    const answered = await answer(() => {
      throw withCode(code);
    });
    expect(answered).toEqual({ problem: { code: known } });
  });

  it('is the stable code of an expected failure, returned or thrown', async () => {
    const problem = { problem: { code: 'wijk.address-unknown', params: {} } };
    const returned = () => Promise.resolve(fail(new DomainError('wijk.address-unknown')));
    expect(await handling.answer(findReferenceContact, { request: { point: [4, 51] } }, context, returned)).toEqual(problem);
    const thrown = await answer(() => {
      throw new DomainError('wijk.address-unknown');
    });
    expect(thrown).toEqual(problem);
  });

  it('is nothing but "internal" for a bug, whatever code it carries', async () => {
    for (const bug of [new Error('secret'), withCode('E_SOMETHING')]) {
      const answered = await answer(() => {
        throw bug;
      });
      expect(answered).toEqual({ problem: { code: 'internal' } });
    }
    expect(logged).toHaveLength(2);
  });
});
