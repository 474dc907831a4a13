/** Texts of a note: one level of nesting (`person`), strings only. */
export type Texts = object;

/** Names of the fields texts have, nested ones as `person.name`; an absent value is no field. */
export function fieldsOf(texts: Texts): string[] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return fieldsOf(value).map((inner) => `${name}.${inner}`);
    return value === undefined || value === null ? [] : [name];
  });
}

/** Only the named fields, built anew: nothing that is not named can be in it (T19). */
export function pick<T extends Texts>(texts: T, fields: readonly string[]): Partial<T> {
  const result: Record<string, unknown> = {};
  for (const name of fields) {
    const [outer, inner] = name.split('.') as [string, string?];
    const value: unknown = Object.hasOwn(texts, outer) ? (texts as Record<string, unknown>)[outer] : undefined;
    if (value === undefined || value === null) continue;
    if (inner === undefined) {
      if (typeof value !== 'object') result[outer] = value;
    } else if (typeof value === 'object' && Object.hasOwn(value, inner)) {
      result[outer] = { ...(result[outer] as object | undefined), [inner]: (value as Record<string, unknown>)[inner] };
    }
  }
  return result as Partial<T>;
}
