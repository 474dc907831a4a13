import { describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../api/client';
import { Problem } from '../../api/problem';
import { collectProofs, mostPages, type Step } from './collect-proofs';

const anytime = new AbortController().signal;
type Page = { recordId: string; before?: number; proof?: boolean };

/** Services that hold so many pages each; one of no pages does not answer. */
function holding(pages: Record<string, number>) {
  const asked: string[] = [];
  const ask = (route: string, { before = 10_000 }: Page) => {
    asked.push(route);
    const held = pages[route] ?? 1;
    if (held === 0) return Promise.reject(new Problem('unavailable', 503));
    const seq = before - 1;
    const line = { seq, at: `2026-01-12T09:00:00.${seq}Z` };
    return Promise.resolve({ lines: [line], more: asked.filter((one) => one === route).length < held, related: [], proof: { route, seq } });
  };
  return { asked, api: { ask: ask as unknown as ApiClient['ask'] } };
}
const collect = (api: Pick<ApiClient, 'ask'>, signal = anytime, onStep: (step: Step) => void = () => undefined) =>
  collectProofs(api, { recordId: 'r', also: [], signal, onStep });

describe('a file to take away', () => {
  it('asks the others by every name the record has now, whatever the page knew', async () => {
    const { api } = holding({});
    const by: [string, unknown][] = [];
    const ask = async (route: string, page: Page & { also?: string[] }) => {
      by.push([route, page.also]);
      const answer = await (api.ask as (route: string, page: Page) => Promise<object>)(route, page);
      return route === 'whoReadInformationSharing' ? { ...answer, related: [{ recordId: 'made of it' }] } : answer;
    };
    const knowing = { ask: ask as unknown as ApiClient['ask'] };
    await collectProofs(knowing, { recordId: 'r', also: ['known'], signal: anytime, onStep: () => undefined });
    const all = ['known', 'made of it'];
    expect(by).toEqual([
      ['whoReadInformationSharing', undefined],
      ['whoReadWijk', all],
      ['whoReadIntervention', all],
      ['whoReadGateway', all],
    ]);
  });

  it('holds each service to its oldest line, and says so by saying nothing', async () => {
    const { api } = holding({ whoReadWijk: 3 });
    const { file, missing } = await collect(api);
    expect([file.proofs.length, 'cutAt' in file, missing]).toEqual([6, false, []]);
  });

  it('is bounded: of a much-read record it says up to where', async () => {
    const { api, asked } = holding({ whoReadWijk: 1_000, whoReadGateway: mostPages });
    const { file } = await collect(api);
    expect(asked.filter((route) => route === 'whoReadWijk')).toHaveLength(mostPages);
    expect(file.cutAt).toEqual([{ service: 'wijk', seq: 10_000 - mostPages, at: `2026-01-12T09:00:00.${10_000 - mostPages}Z` }]);
  });

  it('names who failed, and holds nothing of it', async () => {
    const { api } = holding({ whoReadIntervention: 0 });
    const ask = api.ask as (route: string, page: Page) => Promise<never>;
    const crashing = (route: string, page: Page) => (route === 'whoReadWijk' ? Promise.reject(new TypeError()) : ask(route, page));
    const broken = { ask: crashing as unknown as ApiClient['ask'] };
    const { file, missing } = await collect(broken);
    expect(missing.map(({ service, problem }) => [service, problem.code])).toEqual([
      ['wijk', 'internal'],
      ['intervention', 'unavailable'],
    ]);
    expect(file.proofs).toHaveLength(2);
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const { api, asked } = holding({ whoReadInformationSharing: 1_000 });
    const stop = new AbortController();
    const steps: Step[] = [];
    const taking = collect(api, stop.signal, (step) => {
      steps.push(step);
      if (step.page === 3) stop.abort();
    });
    await expect(taking).rejects.toMatchObject({ name: 'AbortError' });
    expect(steps.map(({ service, page }) => `${service} ${page}`)).toEqual([1, 2, 3].map((page) => `information-sharing ${page}`));
    expect(asked.length).toBeLessThanOrEqual(3);
  });
});
