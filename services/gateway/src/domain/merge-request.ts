import type { Violation } from '@spil/contracts';

/** What came in by the three doors of HTTP. */
export interface Incoming {
  method: string;
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
}

/** Type words per top-level field of a request, from its JSON Schema: how to read the text of a URL. */
export type FieldTypes = ReadonlyMap<string, string>;

export type Merged = { ok: true; request: Record<string, unknown> } | { ok: false; errors: Violation[] };

/**
 * Path parameters, query and JSON body as one request, by name. Text from the URL becomes a number or flag where the schema
 * says so; a name given twice is refused rather than one winning silently. Only a GET has a query: what another method says
 * belongs in its body, because addresses are kept where bodies are not (history, proxies, access logs).
 */
export function mergeRequest({ method, path, query, body }: Incoming, types: FieldTypes): Merged {
  if (method !== 'GET' && Object.keys(query).length > 0) return refused('', 'no-query');
  if (body !== undefined && !isObject(body)) return refused('', 'not-an-object');
  const doors = [read(path, types), read(query, types), body ?? {}];
  const entries = doors.flatMap((door) => Object.entries(door));
  const names = new Set<string>();
  for (const [name] of entries) {
    if (names.has(name)) return refused(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, 'given-twice');
    names.add(name);
  }
  // fromEntries defines own properties, so a field named __proto__ stays visible to the check that refuses it (T8).
  return { ok: true, request: Object.fromEntries(entries) };
}

const refused = (path: string, rule: string): Merged => ({ ok: false, errors: [{ path, rule, params: {} }] });
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const read = (texts: Incoming['query'], types: FieldTypes): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text !== undefined)
      .map(([name, text]) => [name, coerce(text as string | string[], types.get(name))]),
  );

function coerce(text: string | string[], type: string | undefined): unknown {
  if (type === 'array') return Array.isArray(text) ? text : text.split(',');
  if (Array.isArray(text)) return text;
  if ((type === 'number' || type === 'integer') && /^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** Field types of a request's JSON Schema. */
export function fieldTypes(schema: Readonly<Record<string, unknown>>): FieldTypes {
  const properties = (schema['properties'] ?? {}) as Record<string, { type?: unknown }>;
  return new Map(Object.entries(properties).flatMap(([name, { type }]) => (typeof type === 'string' ? [[name, type] as const] : [])));
}

/** True when a JSON text nests deeper than `most`; recursive readers behind us would run out of stack. */
export function nestsDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i + 1);
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth--;
    if (depth > most) return true;
  }
  return false;
}
const [QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [34, 92, 123, 125, 91, 93];

function endOfString(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i;
  }
  return text.length;
}
