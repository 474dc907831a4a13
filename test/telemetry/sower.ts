import {
  acceptItem,
  answerCitizenContact,
  assignUnit,
  closeCall,
  decideResponse,
  followContact,
  formUnit,
  identifySensitivePoint,
  informCaller,
  listInbox,
  rateItem,
  recordCitizenContact,
  recordNote,
  registerCall,
  requestMediation,
  requests,
  returnItem,
  setUnitStatus,
  subscribe,
  triageCall,
  type RequestContract,
} from '@spil/contracts';
import { Api, ApiProblem, demoPeople, waitFor } from '@spil/local';
import type { Filler } from './fill';
import type { OwnSuite } from './own-suite';
import type { Seen } from './searched';

/** Loading a zone would replace the one the test stands in. */
export const isForm = ({ http, name }: RequestContract): boolean =>
  http !== undefined && http.method !== 'GET' && !/\.import-|\.end-|un-?subscribe/.test(name);

const personWith = (contract: RequestContract): string | undefined =>
  demoPeople.find(({ roles, zone }) => zone === undefined && roles.some((role) => contract.roles.includes(role)))?.personId;

/**
 * What no sample can know: a wijk of this zone, and people whose rights the test does not itself stand on. The names of inspectors are
 * the zone's own and public (W03): everybody sees them on the map, operators too.
 */
export const realFields = (wijkId: string): Record<string, unknown> => ({
  wijkId,
  wijkIds: [wijkId],
  'information-sharing.assign.personId': 'crew-2',
  'wijk.appoint-inspector.inspector.displayName': 'Ina Demo',
  'wijk.appoint-inspector.deputy.personId': 'inspector-2',
  'wijk.appoint-inspector.deputy.displayName': 'Ivo Demo',
});

/** Forms others are about, and the course of a call: sent first, in this order. The rest follows as the contracts stand. */
const first = [
  subscribe,
  recordNote,
  recordCitizenContact,
  answerCitizenContact,
  requestMediation,
  identifySensitivePoint,
  registerCall,
  formUnit,
  assignUnit,
  setUnitStatus,
  triageCall,
  decideResponse,
  informCaller,
  closeCall,
] as readonly unknown[] as readonly RequestContract[];
/** About an item of a desk's inbox, which the note becomes after a moment. An item that was returned is not accepted any more. */
const aboutAnItem = [returnItem, acceptItem, rateItem] as readonly unknown[] as readonly RequestContract[];

/** Of what these forms make, the fields that later forms ask for. */
const made: Readonly<Record<string, readonly string[]>> = {
  [recordCitizenContact.name]: ['contactId', 'followCode'],
  [requestMediation.name]: ['requestId'],
  [identifySensitivePoint.name]: ['pointId'],
  [registerCall.name]: ['callId'],
};

/** Forms whose canaries are not stored, by what is answered. */
export const refusedForms: Readonly<Record<string, string>> = {
  'information-sharing.accept-item': '409 information-sharing.already-settled',
  // Nothing is put aside yet.
  'operations.drop-dead-letter': '404 operations.no-such-letter',
  'operations.replay-dead-letter': '404 operations.no-such-letter',
};

/** Puts canaries into the suite, as people do who fill in forms, mistype and follow a link; keeps what became of it. */
export class Sower {
  /** By the contract's name: `accepted`, or the problem's status and code. */
  readonly outcomes = new Map<string, string>();
  readonly problems: Seen[] = [];
  private readonly people = new Map<string, Api>();

  constructor(
    private readonly suite: OwnSuite,
    private readonly filler: Filler,
    private readonly traceparent: string,
  ) {}

  /** Fills in every form there is, each as somebody who may. */
  async sendAll(): Promise<void> {
    // What somebody at the desk follows must fit the note: without that it is in no inbox.
    this.filler.learn(`${subscribe.name}.criteria.text`, this.filler.everywhere);
    const others = requests.filter((contract) => isForm(contract) && !first.includes(contract) && !aboutAnItem.includes(contract));
    for (const contract of [...first, ...others]) await this.send(contract);
    const desk = 'investigator-1';
    const entry = await waitFor(async () => (await this.as(desk).ask(listInbox, { status: 'new', limit: 1 })).entries[0], 20_000);
    this.filler.learn('itemId', entry.itemId);
    for (const contract of aboutAnItem) await this.send(contract, desk);
  }

  /** What nobody should send, with `word` where a careless edge would repeat it. */
  async sendRubbish(word: string): Promise<void> {
    const api = this.as('inspector-1');
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

  /** A resident whose code lost a sign on its way. */
  async followWrongCode(): Promise<void> {
    const { followCode } = this.filler.fill(followContact as unknown as RequestContract);
    const wrong = await this.askInPublic(followContact as unknown as RequestContract, { followCode: `${String(followCode)}x` });
    this.problems.push({ where: 'problem answer of a wrong code', text: await wrong.text() });
  }

  private as(person: string): Api {
    const api = this.people.get(person) ?? new Api(this.suite.ready, person);
    this.people.set(person, api);
    return api;
  }

  private async send(contract: RequestContract, person = personWith(contract)): Promise<void> {
    const request = this.filler.fill(contract);
    try {
      const answer = person
        ? await this.as(person).ask(contract, request as never, { traceparent: this.traceparent })
        : await this.publicAnswer(contract, request);
      this.outcomes.set(contract.name, 'accepted');
      for (const field of made[contract.name] ?? []) this.filler.learn(field, (answer as Record<string, unknown>)[field]);
      // The code is all that keeps a question from others, so it may be seen nowhere either.
      const { followCode } = answer as { followCode?: string };
      if (followCode) this.filler.canaries.set(followCode, 'the code of a resident’s link');
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.outcomes.set(contract.name, `${error.status} ${error.code}`);
      this.problems.push({ where: `problem answer of ${contract.name}`, text: JSON.stringify(error.body) });
    }
  }

  /** What a resident asks, who does not sign in. */
  private askInPublic({ http }: RequestContract, request: Record<string, unknown>): Promise<Response> {
    const path = (http?.path ?? '').replace(':zone', this.suite.ready.zone.id);
    return fetch(new URL(path, this.suite.ready.api), {
      method: http?.method ?? 'POST',
      headers: { 'content-type': 'application/json', traceparent: this.traceparent },
      body: JSON.stringify(request),
    });
  }

  private async publicAnswer(contract: RequestContract, request: Record<string, unknown>): Promise<unknown> {
    const answer = await this.askInPublic(contract, request);
    const body = (await answer.json()) as { code?: string; detail?: string };
    if (!answer.ok) throw new ApiProblem(answer.status, body.code ?? 'unknown', body);
    return body;
  }
}
