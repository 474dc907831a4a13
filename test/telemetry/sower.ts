import { followContact, listCitizenContacts, type RequestContract } from '@spil/contracts';
import { Api, ApiProblem, demoPeople } from '@spil/local';
import type { Filler } from './fill';
import type { OwnSuite } from './own-suite';
import type { Seen } from './searched';

/** Loading a zone would replace the one the test stands in. */
export const isForm = ({ http, name }: RequestContract): boolean =>
  http !== undefined && http.method !== 'GET' && !/\.import-|\.end-|un-?subscribe/.test(name);

const personWith = (contract: RequestContract): string | undefined =>
  demoPeople.find(({ roles, zone }) => zone === undefined && roles.some((role) => contract.roles.includes(role)))?.personId;

/** Puts canaries into the suite, as people do who fill in forms, mistype and follow a link; keeps what became of it. */
export class Sower {
  /** By the contract's name: `accepted`, or the problem's status and code. */
  readonly outcomes = new Map<string, string>();
  readonly problems: Seen[] = [];

  constructor(
    private readonly suite: OwnSuite,
    private readonly filler: Filler,
    private readonly traceparent: string,
  ) {}

  /** Fills in a form, as somebody who may. */
  async send(contract: RequestContract): Promise<void> {
    const person = personWith(contract);
    if (!person) return;
    const request = this.filler.fill(contract);
    try {
      await new Api(this.suite.ready, person).ask(contract, request as never, { traceparent: this.traceparent });
      this.outcomes.set(contract.name, 'accepted');
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.outcomes.set(contract.name, `${error.status} ${error.code}`);
      this.problems.push({ where: `problem answer of ${contract.name}`, text: JSON.stringify(error.body) });
    }
  }

  /** What nobody should send, with `word` where a careless edge would repeat it. */
  async sendRubbish(word: string): Promise<void> {
    const api = new Api(this.suite.ready, 'inspector-1');
    const json = { 'content-type': 'application/json' };
    this.filler.canaries.set(word, 'rubbish');
    const attempts: [string, RequestInit][] = [
      ['/v1/notes', { method: 'POST', body: `{"headline":"${word}"`, headers: json }],
      ['/v1/notes', { method: 'POST', body: JSON.stringify({ [word]: word, point: word }), headers: json }],
      ['/v1/notes', { method: 'POST', body: '{}', headers: { ...json, 'idempotency-key': word } }],
      [`/v1/notes/${word}`, {}],
      [`/v1/notes?before=${word}&q=${word}`, {}],
      [`/v1/${word}`, { headers: { traceparent: word, tracestate: `x=${word}`, 'user-agent': word } }],
      [`/v1/notes/${word}`, { headers: { traceparent: this.traceparent, tracestate: `x=${word}` } }],
    ];
    for (const [path, init] of attempts) {
      await api.fetch(path, init).catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        const { instance: _, ...body } = error.body as { instance?: string };
        this.problems.push({ where: `problem answer of ${init.method ?? 'GET'} ${path.slice(0, 9)}`, text: JSON.stringify(body) });
      });
    }
  }

  /** A resident follows a question: the code is all that keeps it from others, so it may be seen nowhere either. */
  async followQuestion(): Promise<void> {
    const { contacts } = await new Api(this.suite.ready, 'inspector-1').ask(listCitizenContacts, {});
    const followCode = contacts.find((one) => one.followCode)?.followCode ?? '';
    this.filler.canaries.set(followCode, 'the code of a resident’s link');
    const path = (followContact.http?.path ?? '').replace(':zone', this.suite.ready.zone.id);
    const follow = (code: string) =>
      fetch(new URL(path, this.suite.ready.api), {
        method: 'POST',
        headers: { 'content-type': 'application/json', traceparent: this.traceparent },
        body: JSON.stringify({ followCode: code }),
      });
    this.outcomes.set(followContact.name, String((await follow(followCode)).status));
    const wrong = await follow(`${followCode}x`);
    this.problems.push({ where: 'problem answer of a wrong code', text: await wrong.text() });
  }
}
