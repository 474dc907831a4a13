import type { Platform } from '@spil/service-host';
import type { Decision, Decisions } from '../../use-cases/ports';

/** Decisions about dead letters, one document each, never changed. */
export class MongoDecisions implements Decisions {
  constructor(private readonly db: Platform['db']) {}

  async keep({ decisionId, ...decision }: Decision): Promise<void> {
    await this.db.collection<{ _id: string } & Omit<Decision, 'decisionId'>>('decisions').insertOne({ _id: decisionId, ...decision });
  }
}
