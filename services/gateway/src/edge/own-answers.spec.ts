import { describe, expect, it } from '@jest/globals';
import { whoReadGateway } from '@spil/contracts';
import { RequestHandling, type WhoRead } from '@spil/service-host';
import type { Services } from '../use-cases/ask-service/ask-service';
import { answeringOwn } from './own-answers';

const auditor = { sub: 'auditor-1', roles: ['auditor' as const], zone: 'demo', assignments: [], assignmentVersion: 0, exp: 0 };
const request = { recordId: '01939f6e-0000-7000-8000-000000000001' };
const elsewhere: Services = { ask: () => Promise.resolve({ value: 'from elsewhere' }) };

describe('what the gateway is asked itself', () => {
  it('is waited for as long as any other service would be', async () => {
    const log = { info() {}, warn() {}, error() {} } as never;
    const handling = new RequestHandling({ verifyCaller: () => Promise.resolve(auditor), log });
    const whoRead = { run: () => new Promise(() => undefined) } as unknown as WhoRead;
    const own = answeringOwn(elsewhere, { handling, whoRead });
    expect(await own.ask(whoReadGateway, 'demo', request, { callerToken: 'a token', timeoutMs: 20 })).toEqual({
      problem: { code: 'timeout' },
    });
  });
});
