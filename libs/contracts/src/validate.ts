import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { z } from 'zod';

/** One thing wrong: where (JSON pointer) and which rule; never the value, which may be personal. */
export interface Violation {
  path: string;
  rule: string;
  /** Limits and names the rule speaks of, such as `{ limit: 140 }`. */
  params: Record<string, string | number>;
}
export type Validation = { ok: true } | { ok: false; errors: Violation[] };
export type Validate<_T> = (data: unknown) => Validation;

// Dates are checked fast here and once strictly at the edge (performance.md).
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true, ownProperties: true });
(formats as unknown as { default: typeof formats.default }).default(ajv, { mode: 'fast' });

/** JSON Schema 2020-12 of a contract's shape. */
export const jsonSchema = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' }) as Record<string, unknown>;

/** Compiles a shape once, at its first use, to a validator of about two microseconds a message. */
export function compile<T>(schema: z.ZodType<T>, name: string): Validate<T> {
  let check: ValidateFunction | undefined;
  return (data) => {
    check ??= ajv.compile({ ...jsonSchema(schema), $id: `urn:spil:${name.replace('#', ':')}:${++compiled}` });
    if (hasForbiddenKey(data)) return { ok: false, errors: [{ path: '', rule: 'forbidden-key', params: {} }] };
    return check(data) ? { ok: true } : { ok: false, errors: (check.errors ?? []).slice(0, 20).map(violation) };
  };
}
let compiled = 0;

/** `__proto__` and its kin never enter (T8); JSON.parse makes them own keys that spread would copy. */
function hasForbiddenKey(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if (Object.hasOwn(data, '__proto__') || Object.hasOwn(data, 'constructor')) return true;
  return Object.values(data).some(hasForbiddenKey);
}

function violation(error: ErrorObject): Violation {
  const params: Violation['params'] = {};
  for (const [key, value] of Object.entries(error.params as Record<string, unknown>)) {
    if (key === 'limit' || key === 'missingProperty' || key === 'format' || key === 'type') params[key] = value as string | number;
  }
  const missing = error.keyword === 'required' ? `/${String(params['missingProperty'])}` : '';
  return { path: `${error.instancePath}${missing}`, rule: error.keyword, params };
}
