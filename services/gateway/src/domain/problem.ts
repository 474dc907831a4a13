import type { Violation } from '@spil/contracts';
import type { Language } from './languages';
import { generalWords } from './problem-words';
import { fill, ruleSentence } from './rule-words';
import { serviceWords } from './service-words';

/** A failure as services and the gateway itself tell it: a stable code, never a text. */
export interface Failure {
  code: string;
  params?: Readonly<Record<string, string | number>>;
  errors?: readonly Violation[];
}

/** RFC 9457 with our members: `code` is stable, `errors` names fields by JSON pointer. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  /** Names this one occurrence: the trace. */
  instance?: string;
  params?: Readonly<Record<string, string | number>>;
  errors?: { pointer: string; path: string; rule: string; detail: string; params: Violation['params'] }[];
}

/** Codes of libraries that mean one of ours. */
const aliases: Readonly<Record<string, string>> = { 'read-log.unavailable': 'read-not-logged' };
const table = { ...generalWords, ...serviceWords };

/** Every code this API can answer with. */
export const problemCodes: readonly string[] = Object.keys(table);

/** True when the table knows the code; a code it does not know is answered as `internal`. */
export const isKnownCode = (code: string): boolean => Object.hasOwn(table, aliases[code] ?? code);

/** HTTP status of a code; 500 for one we do not know. */
export const statusOf = (code: string): number => entry(code)[1][0];

const entry = (code: string): [string, readonly [number, (typeof table)[string][1]]] => {
  const known = aliases[code] ?? code;
  const found = Object.hasOwn(table, known) ? table[known] : undefined;
  return found ? [known, found] : ['internal', table['internal'] as (typeof table)[string]];
};

/** The problem as it leaves, in the asker's language. `traceparent` becomes the instance, so that a report can name it. */
export function problemDocument(failure: Failure, language: Language, traceparent?: string): ProblemDocument {
  const [code, [status, words]] = entry(failure.code);
  const known = code === 'internal' ? {} : failure.params;
  const traceId = traceparent?.split('-')[1];
  return {
    type: `urn:spil:problem:${code}`,
    title: words[language][0],
    status,
    code,
    detail: fill(words[language][1], known),
    ...(traceId === undefined ? {} : { instance: `urn:spil:trace:${traceId}` }),
    ...(known && Object.keys(known).length > 0 ? { params: known } : {}),
    ...(failure.errors && failure.errors.length > 0 ? { errors: failure.errors.map((one) => fieldError(one, language)) } : {}),
  };
}

const fieldError = (violation: Violation, language: Language) => ({
  pointer: `#${violation.path}`,
  path: violation.path,
  rule: violation.rule,
  detail: ruleSentence(violation, language),
  params: violation.params,
});
