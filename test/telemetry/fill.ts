import { jsonSchema, type RequestContract } from '@spil/contracts';

type Schema = Readonly<Record<string, unknown>> & { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] };

/** What a form cannot make up: moments, a place inside the zone, and the values of fields that must be real, by the name of the field. */
export interface Known {
  now: string;
  /** For what must lie ahead: until when, expected at. */
  later: string;
  place: [number, number];
  fields: Readonly<Record<string, unknown>>;
}

const isFreeText = (schema: Schema): boolean =>
  schema['type'] === 'string' && !('enum' in schema) && !('const' in schema) && !('format' in schema) && !('pattern' in schema);

/** `intervention.form-unit.wijkIds[]` → `wijkIds`. */
const fieldOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).replace('[]', '');

/**
 * Walks a request's schema, optional parts included: free text becomes a canary, times become `now` or `later`, points `place`, known
 * fields what is known of them; everything else is taken from the contract's sample.
 */
export class Filler {
  readonly canaries = new Map<string, string>();
  private readonly fields: Map<string, unknown>;
  private next = 0;

  constructor(
    private readonly mark: string,
    private readonly known: Known,
  ) {
    this.fields = new Map(Object.entries(known.fields));
  }

  /** The second word of every text, as people write: what splits at blanks must hide neither. */
  get everywhere(): string {
    return `Zangvogel${this.mark}`;
  }

  /** From now on a field of this name, or at this path of a contract, holds `value`. */
  learn(field: string, value: unknown): void {
    this.fields.set(field, value);
  }

  fill(contract: RequestContract): Record<string, unknown> {
    const filled = this.value(jsonSchema(contract.request) as Schema, contract.sample.request, contract.name);
    return filled as Record<string, unknown>;
  }

  private value(schema: Schema, sample: unknown, path: string): unknown {
    const known = this.knownOf(schema, path);
    if (known !== undefined) return known;
    if (isFreeText(schema)) return this.canary(schema, path);
    const [either] = schema.anyOf ?? [];
    if (either) return this.value(either, sample, path);
    if (schema['type'] === 'object') return this.object(schema, sample, path);
    if (schema.items?.['type'] === 'object') return [this.value(schema.items, (sample as unknown[] | undefined)?.[0], `${path}[]`)];
    return sample ?? this.invented(schema, path);
  }

  private knownOf(schema: Schema, path: string): unknown {
    if (path.endsWith('.point')) return this.known.place;
    if (schema['format'] === 'date-time') return /until|expected/i.test(fieldOf(path)) ? this.known.later : this.known.now;
    return this.fields.get(path) ?? this.fields.get(fieldOf(path));
  }

  /** An optional part the sample leaves out. */
  private invented(schema: Schema, path: string): unknown {
    if (schema['type'] === 'array' && schema.items) return [this.value(schema.items, undefined, `${path}[]`)];
    if (schema['type'] === 'number') return schema['minimum'];
    return Array.isArray(schema['enum']) ? (schema['enum'] as unknown[])[0] : undefined;
  }

  private object(schema: Schema, sample: unknown, path: string): Record<string, unknown> {
    const known = (sample ?? {}) as Record<string, unknown>;
    const fields = Object.entries(schema.properties ?? {}).map(([name, part]) => [name, this.value(part, known[name], `${path}.${name}`)]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Record<string, unknown>;
  }

  private canary(schema: Schema, path: string): string {
    const most = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : 100;
    const word = `Kanarie${(this.next++).toString(36).padStart(2, '0')}${this.mark}`;
    this.canaries.set(word, path);
    return `${word} ${this.everywhere}`.slice(0, most);
  }
}
