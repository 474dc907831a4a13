import { jsonSchema, type RequestContract } from '@spil/contracts';

type Schema = Readonly<Record<string, unknown>> & { properties?: Record<string, Schema>; items?: Schema };

/** A request in which every free text is a canary of its own, whatever the form asks for today. */
export interface Filled {
  request: Record<string, unknown>;
  canaries: Map<string, string>;
}

const isFreeText = (schema: Schema): boolean =>
  schema['type'] === 'string' && !('enum' in schema) && !('const' in schema) && !('format' in schema) && !('pattern' in schema);

/**
 * Walks a request's schema, optional parts included: free text becomes a canary, times become `now`, points `place`;
 * everything else is taken from the contract's sample.
 */
export class Filler {
  readonly canaries = new Map<string, string>();
  private next = 0;

  constructor(
    private readonly mark: string,
    private readonly known: { now: string; place: [number, number] },
  ) {}

  fill(contract: RequestContract): Record<string, unknown> {
    const filled = this.value(jsonSchema(contract.request) as Schema, contract.sample.request, contract.name);
    return filled as Record<string, unknown>;
  }

  private value(schema: Schema, sample: unknown, path: string): unknown {
    if (path.endsWith('.point')) return this.known.place;
    if (isFreeText(schema)) return this.canary(schema, path);
    if (schema['format'] === 'date-time') return this.known.now;
    if (schema['type'] === 'object') return this.object(schema, sample, path);
    return sample ?? this.invented(schema, path);
  }

  /** An optional part the sample leaves out. */
  private invented(schema: Schema, path: string): unknown {
    if (schema['type'] === 'array' && schema.items) return [this.value(schema.items, undefined, `${path}[]`)];
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
    // A second word, as people write: what splits at blanks must hide neither.
    return `${word} Zangvogel${this.mark}`.slice(0, most);
  }
}
