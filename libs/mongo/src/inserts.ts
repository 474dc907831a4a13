/** What is used of the driver's collection. */
export interface Insertable<T> {
  insertOne(doc: T): Promise<unknown>;
  insertMany(docs: T[], options: { ordered: false }): Promise<unknown>;
}

interface Waiting<T> {
  doc: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Writes under way at once; what comes while these go waits for the next. */
const AT_ONCE = 2;
/** Documents of one write: a longer one would keep everybody waiting. */
const MOST = 50;

/**
 * Inserts of one collection. At rest each goes alone and at once; under load those that wait for their turn share one write, so
 * that the dearer a write is, the fewer there are. Each is acknowledged, or refused, for itself.
 */
export class Inserts<T> {
  private readonly waiting: Waiting<T>[] = [];
  private underWay = 0;

  constructor(private readonly collection: Insertable<T>) {}

  /** Resolves when this document is stored; rejects as the driver would for it alone. */
  add(doc: T): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.waiting.push({ doc, resolve, reject });
      if (this.underWay < AT_ONCE) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.underWay++;
    for (let some = this.waiting.splice(0, MOST); some.length > 0; some = this.waiting.splice(0, MOST)) {
      const failures = await this.failuresOf(some);
      some.forEach(({ resolve, reject }, at) => {
        const failure = failures(at);
        if (failure === undefined) resolve();
        else reject(failure);
      });
    }
    this.underWay--;
  }

  private async failuresOf(some: readonly Waiting<T>[]): Promise<(at: number) => unknown> {
    const [first] = some;
    try {
      if (some.length === 1 && first) await this.collection.insertOne(first.doc);
      else
        await this.collection.insertMany(
          some.map(({ doc }) => doc),
          { ordered: false },
        );
      return () => undefined;
    } catch (error) {
      const single = some.length === 1 ? undefined : refusalsIn(error);
      return single ? (at) => single.get(at) : () => error;
    }
  }
}

interface WriteRefusal {
  index: number;
  code: number;
}

/** Which documents of a write were refused, when that is all that went wrong: the others are stored. */
function refusalsIn(error: unknown): Map<number, Error> | undefined {
  const { writeErrors, result } = error as { writeErrors?: WriteRefusal[]; result?: { getWriteConcernError?(): unknown } };
  if (!Array.isArray(writeErrors) || writeErrors.length === 0 || result?.getWriteConcernError?.() !== undefined) return undefined;
  // The driver's own text names values of the document.
  return new Map(writeErrors.map(({ index, code }) => [index, Object.assign(new Error(`the insert was refused: ${code}`), { code })]));
}
