import { errorCode, isInfrastructure } from './errors';

/** Why a message was put aside. `kind` is one of a closed list, `code` the handler's own stable word. */
export interface DeadReason {
  kind: 'undecodable' | 'invalid' | 'forged' | 'no-route' | 'failed' | 'killed-process' | 'max-deliveries';
  code?: string | undefined;
  attempts?: number | undefined;
  /** Where the schema was broken: JSON pointers and rule names, never values. */
  violations?: { path: string; rule: string }[] | undefined;
}

export type Verdict =
  | { kind: 'ack' }
  | { kind: 'retry'; afterMs: number; code: string }
  | { kind: 'dead'; reason: DeadReason }
  /** Nobody's fault: keep it, pause pulling, try again when the dependency answers. */
  | { kind: 'hold' };

export interface SettlementRules {
  /** Pause after the first, second … failure (ms); the last is repeated. */
  delays: readonly number[];
  /** A handler that failed this often is not tried again. */
  attempts: number;
}

/** 1 s, 5 s, 30 s, 2 min; six failures, or the seventh sight of a message whose handler killed the process. */
export const defaultRules: SettlementRules = { delays: [1_000, 5_000, 30_000, 120_000], attempts: 6 };

/** May this message be tried? `started` = attempts that began before and did not end in an acknowledgement. */
export const beforeAttempt = (started: number, rules: SettlementRules): Verdict | undefined =>
  started >= rules.attempts ? { kind: 'dead', reason: { kind: 'killed-process', attempts: started } } : undefined;

/** What follows from a handler's end. `attempts` includes the one that just ended; `failure` undefined means it committed. */
export function afterAttempt(attempts: number, failure: { error: unknown } | undefined, rules: SettlementRules): Verdict {
  if (!failure) return { kind: 'ack' };
  if (isInfrastructure(failure.error)) return { kind: 'hold' };
  const code = errorCode(failure.error);
  if (attempts >= rules.attempts) return { kind: 'dead', reason: { kind: 'failed', code, attempts } };
  return { kind: 'retry', afterMs: rules.delays[Math.min(attempts, rules.delays.length) - 1] ?? 1_000, code };
}
