import { duplicateKey, translated, type Db } from '@spil/mongo';

interface Counter {
  _id: string;
  last: number;
}

/** Numbers of a series, per zone and year. Never the same twice; a number taken by a request that then fails is a gap. */
export class YearlyCounter {
  constructor(
    private readonly db: Db,
    private readonly series: string,
  ) {}

  /** The next number, from 1. */
  async next(zone: string, year: number): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await translated(() => this.increment(`${this.series}/${zone}/${year}`));
      } catch (error) {
        // Two first numbers of a year at once: one upsert finds the other's document.
        if (!duplicateKey(error) || attempt >= 5) throw error;
      }
    }
  }

  private async increment(id: string): Promise<number> {
    const counters = this.db.collection<Counter>('counters');
    const after = await counters.findOneAndUpdate({ _id: id }, { $inc: { last: 1 } }, { upsert: true, returnDocument: 'after' });
    if (!after) throw new Error(`counter ${this.series} gave no number`);
    return after.last;
  }
}
