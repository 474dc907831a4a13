/** Careful readers for what a stranger posted: a wrong type counts as absent, nothing throws. */
export type Loose = Readonly<Record<string, unknown>>;

export const object = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
export const list = (value: unknown): Loose[] => (Array.isArray(value) ? value.map(object) : []);
export const string = (value: unknown): string => (typeof value === 'string' ? value : '');
export const number = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const parsed = typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isFinite(parsed) ? parsed : undefined;
};

/** Nanoseconds since 1970, as text or number, in microseconds; undefined when it is neither. */
export const micros = (value: unknown): number | undefined => {
  const text = typeof value === 'number' ? String(Math.trunc(value)) : string(value);
  return /^\d{1,20}$/.test(text) ? Number(BigInt(text) / 1000n) : undefined;
};

export type Value = string | number | boolean;

const anyValue = (value: Loose): Value | undefined => {
  if (typeof value['stringValue'] === 'string') return value['stringValue'];
  if (typeof value['boolValue'] === 'boolean') return value['boolValue'];
  const plain = number(value['intValue']) ?? number(value['doubleValue']);
  if (plain !== undefined) return plain;
  const items = object(value['arrayValue'])['values'];
  return Array.isArray(items) ? JSON.stringify(list(items).map(anyValue)) : undefined;
};

/** OTLP key-values as a plain record. */
export const attributes = (value: unknown): Record<string, Value> => {
  const found: Record<string, Value> = {};
  for (const pair of list(value)) {
    const plain = anyValue(object(pair['value']));
    const key = string(pair['key']);
    if (key !== '' && plain !== undefined) found[key] = plain;
  }
  return found;
};
