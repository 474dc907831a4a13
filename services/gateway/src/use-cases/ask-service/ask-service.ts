import { createHash } from 'node:crypto';
import { readingServices, type RequestContract } from '@spil/contracts';
import type { Clock } from '@spil/domain-kit';
import { hasRole, narrow, type Caller, type HeldAssignment, type Identity } from '@spil/identity';
import type { Failure } from '../../domain/problem';

/** Asks the owning service; a problem is an answer, never a throw. */
export interface Services {
  ask(
    contract: RequestContract,
    zone: string,
    request: unknown,
    options: { callerToken?: string; idempotency?: { key: string; bodyHash: string }; timeoutMs?: number },
  ): Promise<{ value: unknown } | { problem: Failure }>;
}

/** Signs who is asking, for one minute. */
export interface CallerSigner {
  sign(caller: Caller): Promise<string>;
}

export interface KnownAssignments {
  current(zone: string): boolean;
  of(zone: string, personId: string): readonly HeldAssignment[];
}

export interface Wish {
  contract: RequestContract;
  /** Absent for public requests. */
  who?: Identity;
  zone: string;
  request: unknown;
  idempotencyKey?: string | undefined;
}
export type Answer = { ok: true; value: unknown } | { ok: false; failure: Failure };

/** Longest wait for an answer in ms, where five seconds are not enough. */
const slow: Readonly<Record<string, number>> = {
  'wijk.import-zone': 60_000,
  'wijk.import-addresses': 15_000,
  // The first proof of a long log verifies all of it, once.
  ...Object.fromEntries(readingServices.map((service) => [`${service}.who-read`, 20_000])),
};

/** One wish of a person to the service that owns it: role, shape and key are checked here, rights travel signed, the owner decides. */
export class AskService {
  constructor(
    private readonly services: Services,
    private readonly callers: CallerSigner,
    private readonly assignments: KnownAssignments,
    private readonly clock: Clock,
  ) {}

  async run(wish: Wish): Promise<Answer> {
    const { contract, who, zone, request } = wish;
    const refused = whyNot(wish) ?? this.whyNotNow(who);
    if (refused) return { ok: false, failure: refused };
    const answer = await this.services.ask(contract, zone, request, {
      ...(who ? { callerToken: await this.tokenOf(who, contract) } : {}),
      ...(contract.idempotent ? { idempotency: idempotencyOf(who?.sub ?? '', contract.name, wish.idempotencyKey ?? '', request) } : {}),
      timeoutMs: slow[contract.name] ?? 5_000,
    });
    return 'problem' in answer ? { ok: false, failure: hidden(contract, answer.problem) } : this.checkedAnswer(contract, answer.value);
  }

  /** With assignments not known for certain nobody gets a token: a right that ended must not come back through a gap. */
  private whyNotNow(who: Identity | undefined): Failure | undefined {
    return who && !this.assignments.current(who.zone) ? { code: 'unavailable' } : undefined;
  }

  /** What a service answers must keep the contract too: nothing that is not in it leaves. */
  private checkedAnswer(contract: RequestContract, value: unknown): Answer {
    return contract.validateAnswer(value).ok ? { ok: true, value } : failed('internal');
  }

  private tokenOf(who: Identity, contract: RequestContract): Promise<string> {
    const caller = narrow(who, this.assignments.of(who.zone, who.sub), this.clock.now());
    return this.callers.sign({ ...caller, purpose: contract.purpose, task: contract.name });
  }
}

const failed = (code: string): Answer => ({ ok: false, failure: { code } });

/** What is wrong with a wish before anybody is asked: who, role, shape, key. */
function whyNot({ contract, who, request, idempotencyKey }: Wish): Failure | undefined {
  if (contract.roles.length > 0 && !who) return { code: 'unauthenticated' };
  if (contract.roles.length > 0 && who && !hasRole(who, ...contract.roles)) return { code: 'forbidden' };
  const checked = contract.validateRequest(request);
  if (!checked.ok) return { code: 'invalid-request', errors: checked.errors };
  return contract.idempotent && !keyForm.test(idempotencyKey ?? '') ? { code: 'idempotency-key-missing' } : undefined;
}
const keyForm = /^[\x21-\x7e]{8,128}$/;

/** The key is scoped to person and route, and stands beside a hash of the body (architecture.md §11). */
export const idempotencyOf = (sub: string, route: string, key: string, body: unknown): { key: string; bodyHash: string } => ({
  key: sha256(`${sub}|${route}|${key}`),
  bodyHash: sha256(canonical(body)),
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Same content, same text, in whatever order a client writes its fields. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
    .join(',')}}`;
}

/** Of a single record nobody learns that it exists: `forbidden` from its owner becomes `not-found` (T1). */
const hidden = (contract: RequestContract, failure: Failure): Failure =>
  failure.code === 'forbidden' && contract.http?.path.includes(':') ? { code: 'not-found' } : failure;
