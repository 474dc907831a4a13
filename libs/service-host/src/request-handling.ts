import type { NatsContext } from '@nestjs/microservices';
import type { RequestContract, Violation } from '@spil/contracts';
import { DomainError, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { inSpan, record, type Logger } from '@spil/observability';

/** What travels as the body of `requests.<service>.<zone>.<verb>`. */
export interface RequestEnvelope<Q> {
  request: Q;
  idempotency?: Idempotency | undefined;
}
/** `key` is a hash over caller, route and the client's key; `bodyHash` tells a repeat from another wish. */
export interface Idempotency {
  key: string;
  bodyHash: string;
}

export interface Problem {
  code: string;
  params?: Record<string, string | number>;
  errors?: Violation[];
}
export type RequestAnswer<A> = { value: A } | { problem: Problem };

/** A request as a use case gets it: checked, and with the one who asks. */
export interface Asked<Q> {
  request: Q;
  /** Always there but for public requests. */
  caller: Caller;
  zone: string;
  idempotency?: Idempotency;
}

export interface RequestHandlingPorts {
  /** Rejects what is not a living token of the gateway. */
  verifyCaller(token: string): Promise<Caller>;
  log: Logger;
  /** Requests worked on at once; the next one is told to come back. */
  atOnce?: number;
}

const names = { caller: 'Spil-Caller', traceparent: 'traceparent' } as const;

/** The one way in for requests: token, role, zone and shape are checked here, so that no controller can forget one. */
export class RequestHandling {
  private inHand = 0;
  private readonly idle: (() => void)[] = [];
  private draining = false;

  constructor(private readonly ports: RequestHandlingPorts) {}

  /**
   * Answers one request. Expected failures become `{ problem }` with their stable code; a bug becomes `internal`
   * without its text (the log has it, by type).
   */
  answer<Q, A>(
    contract: RequestContract<Q, A>,
    body: unknown,
    context: NatsContext,
    run: (asked: Asked<Q>) => Promise<Result<A>>,
  ): Promise<RequestAnswer<A>> {
    const traceparent = header(context, names.traceparent);
    const started = performance.now();
    return inSpan(`answer ${contract.name}`, { kind: 'server', traceparent, attributes: { 'spil.verb': contract.name } }, async (span) => {
      const answer = await this.inTurn(() => this.guarded(contract, body, context, run));
      const outcome = 'problem' in answer ? answer.problem.code : 'ok';
      if (outcome === 'internal' || outcome === 'unavailable') span.fail(new DomainError(outcome));
      record('spil.request.duration', (performance.now() - started) / 1000, { verb: contract.verb, outcome });
      return answer;
    });
  }

  /** Finishes what is in hand, for `ms` at most; whoever asks from now on is told to come back, and another replica will answer. */
  async drain(ms: number): Promise<void> {
    this.draining = true;
    if (this.inHand === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
    await Promise.race([new Promise<void>((resolve) => this.idle.push(resolve)), late]);
    clearTimeout(timer);
  }

  /** What is above the limit would only wait here, and hold memory while it does. */
  private async inTurn<A>(work: () => Promise<RequestAnswer<A>>): Promise<RequestAnswer<A>> {
    if (this.draining || this.inHand >= (this.ports.atOnce ?? Infinity)) return { problem: { code: 'unavailable' } };
    this.inHand++;
    try {
      return await work();
    } finally {
      if (--this.inHand === 0) for (const resolve of this.idle.splice(0)) resolve();
    }
  }

  private async guarded<Q, A>(
    contract: RequestContract<Q, A>,
    body: unknown,
    context: NatsContext,
    run: (asked: Asked<Q>) => Promise<Result<A>>,
  ): Promise<RequestAnswer<A>> {
    const admitted = await this.admit(contract, body, context);
    if ('problem' in admitted) return admitted;
    try {
      const result = await run(admitted.asked);
      return result.ok ? { value: result.value } : { problem: { code: result.error.code, params: result.error.params } };
    } catch (error) {
      const expected = expectedProblem(error);
      if (expected) return { problem: expected };
      const code = isUnavailable(error) ? 'unavailable' : 'internal';
      this.ports.log.error({ err: error, verb: contract.name }, 'a request failed');
      return { problem: { code } };
    }
  }

  private async admit<Q, A>(contract: RequestContract<Q, A>, body: unknown, context: NatsContext): Promise<Admitted<Q>> {
    const envelope = body as Partial<RequestEnvelope<Q>> | null;
    const zone = context.getSubject().split('.')[2] ?? '';
    const caller = await this.callerOf(contract, context, zone);
    if ('problem' in caller) return caller;
    const checked = contract.validateRequest(envelope?.request);
    if (!checked.ok) return { problem: { code: 'invalid-request', errors: checked.errors } };
    const idempotency = envelope?.idempotency;
    if (contract.idempotent && !isIdempotency(idempotency)) return { problem: { code: 'idempotency-key-missing' } };
    return {
      asked: { request: envelope?.request as Q, zone, caller: caller.caller, ...(isIdempotency(idempotency) ? { idempotency } : {}) },
    };
  }

  private async callerOf(
    contract: RequestContract,
    context: NatsContext,
    zone: string,
  ): Promise<{ caller: Caller } | { problem: Problem }> {
    // A public request has nobody behind it; its answer is public-safe by contract.
    if (contract.roles.length === 0) return { caller: nobody(zone) };
    const token = header(context, names.caller);
    if (token === undefined) return { problem: { code: 'unauthenticated' } };
    const caller = await this.ports.verifyCaller(token).catch(() => undefined);
    if (!caller) return { problem: { code: 'unauthenticated' } };
    const mayAsk = caller.zone === zone && caller.roles.some((role) => contract.roles.includes(role));
    return mayAsk ? { caller } : { problem: { code: 'forbidden' } };
  }
}

type Admitted<Q> = { asked: Asked<Q> } | { problem: Problem };

const nobody = (zone: string): Caller => ({ sub: 'nobody', roles: [], zone, assignments: [], assignmentVersion: 0, exp: 0 });

const header = (context: NatsContext, name: string): string | undefined => {
  const headers = context.getHeaders() as { get?: (key: string) => string } | undefined;
  const value = headers?.get?.(name);
  return value === undefined || value === '' ? undefined : value;
};

const isIdempotency = (value: unknown): value is Idempotency =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Idempotency).key === 'string' &&
  typeof (value as Idempotency).bodyHash === 'string';

/** Platform errors that say something to the asker, and the generic code they are known by outside. */
const platformCodes: Readonly<Record<string, string>> = {
  'idempotency-key-reused': 'idempotency-key-reused',
  'outbox-full': 'outbox-full',
  'concurrency-conflict': 'conflict',
  'database-down': 'unavailable',
  'read-log.unavailable': 'read-not-logged',
};
function expectedProblem(error: unknown): Problem | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = platformCodes[code];
  if (known !== undefined) return { code: known };
  return error instanceof DomainError ? { code: error.code, params: error.params } : undefined;
}

/** The database or the bus is away: the asker may try again, nothing was decided. */
const isUnavailable = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Mongo(Network|ServerSelection|Topology|NotConnected|PoolC)|DependencyDown|Timeout|Connection)/.test(error.name);
