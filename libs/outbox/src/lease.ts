import type { Collection } from '@spil/mongo';

/** Who sweeps. Holding it only saves work: two sweepers at once send duplicates, which ids and versions absorb. */
export interface Lease {
  /** True when this process may sweep until the next call. */
  hold(): Promise<boolean>;
  /** Gives it back at stop, so that the next one need not wait. */
  release(): Promise<void>;
}

/** Always held: one replica, or tests. */
export const noLease: Lease = { hold: () => Promise.resolve(true), release: () => Promise.resolve() };

interface LeaseDocument {
  _id: string;
  owner: string;
  until: Date;
}

/** A lease in the service's own database, renewed at every sweep; taken over `ttl` ms after its holder went silent. */
export function mongoLease(from: Collection, options: { owner: string; ttl?: number; now?: () => number }): Lease {
  const leases = from as unknown as Collection<LeaseDocument>;
  const { owner, ttl = 5_000, now = Date.now } = options;
  let mine = 0;
  return {
    async hold() {
      // A write at every sweep would be the dearest part of it: while more than half of the time is left nobody else can have it.
      if (now() < mine - ttl / 2) return true;
      const until = now() + ttl;
      try {
        const free = { _id: 'relay', $or: [{ owner }, { until: { $lt: new Date(now()) } }] };
        await leases.updateOne(free as never, { $set: { owner, until: new Date(until) } }, { upsert: true });
        mine = until;
        return true;
      } catch (error) {
        // The document is there and another's: the upsert met its own key.
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
    async release() {
      mine = 0;
      await leases.deleteOne({ _id: 'relay', owner } as never);
    },
  };
}
