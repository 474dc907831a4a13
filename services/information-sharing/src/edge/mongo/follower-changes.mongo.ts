import { duplicateKey, translated, type Db } from '@spil/mongo';

interface Changes {
  _id: string;
  count: number;
}

/** How often it has changed who follows what in a zone. One number tells a replica whether what it remembers still holds. */
export class FollowerChanges {
  constructor(private readonly db: Pick<Db, 'collection'>) {}

  /** How often so far. */
  async of(zone: string): Promise<number> {
    return (await translated(() => this.zones.findOne({ _id: zone })))?.count ?? 0;
  }

  /** One more; after the commit of the change. */
  async add(zone: string): Promise<void> {
    const one = () => translated(() => this.zones.updateOne({ _id: zone }, { $inc: { count: 1 } }, { upsert: true }));
    // Two first changes at once: one upsert finds the other's document.
    await one().catch((error: unknown) => (duplicateKey(error) ? one() : Promise.reject(error as Error)));
  }

  private get zones() {
    return this.db.collection<Changes>('followerChanges');
  }
}
