import { describe, expect, it } from '@jest/globals';
import type { NatsContext } from '@nestjs/microservices';
import { findReferenceContact } from '@spil/contracts';
import { ok } from '@spil/domain-kit';
import type { Logger } from '@spil/observability';
import { RequestHandling } from './request-handling';

const context = { getSubject: () => 'requests.wijk.amow.find-reference-contact', getHeaders: () => undefined } as unknown as NatsContext;
const answer = { wijkName: 'Markt', municipality: 'Spilbeek' };

function setup() {
  const handling = new RequestHandling({ verifyCaller: () => Promise.reject(new Error('nobody')), log: {} as Logger });
  const ask = (work: Promise<void>) =>
    handling.answer(findReferenceContact, { request: { address: 'Markt 1' } }, context, () => work.then(() => ok(answer)));
  return { handling, ask };
}

describe('requests at a stop', () => {
  it('in hand are finished, those that come then are told to come back at once', async () => {
    const { handling, ask } = setup();
    let finish: () => void = () => undefined;
    const first = ask(new Promise((resolve) => (finish = resolve)));
    let drained = false;
    const draining = handling.drain(60_000).then(() => (drained = true));
    expect(await ask(Promise.resolve())).toEqual({ problem: { code: 'unavailable' } });
    expect(drained).toBe(false);
    finish();
    await draining;
    expect(await first).toEqual({ value: answer });
  });

  it('are not waited for without end', async () => {
    const { handling, ask } = setup();
    void ask(new Promise(() => undefined));
    await handling.drain(10);
  });
});
