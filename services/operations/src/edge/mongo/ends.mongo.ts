import type { Platform } from '@spil/service-host';
import type { End } from '../../domain/losses';
import type { Ends } from '../../use-cases/ports';

type Kept = Omit<End, 'stream'> & { _id: string };

/** How far each stream was seen to go, one document each. */
export class MongoEnds implements Ends {
  private readonly written = new Map<string, End>();

  constructor(private readonly db: Platform['db']) {}

  async all(): Promise<End[]> {
    const found = await this.streams.find({}).toArray();
    return found.map(({ _id: stream, epoch, last, cut }) => ({ stream, epoch, last, cut }));
  }

  /** Writes those that went further. */
  async keep(ends: readonly End[]): Promise<void> {
    const changed = ends.filter((end) => this.written.get(end.stream) !== end);
    if (changed.length === 0) return;
    await this.streams.bulkWrite(
      changed.map(({ stream, ...end }) => ({ replaceOne: { filter: { _id: stream }, replacement: end, upsert: true } })),
    );
    for (const end of changed) this.written.set(end.stream, end);
  }

  private get streams() {
    return this.db.collection<Kept>('streamEnds');
  }
}
