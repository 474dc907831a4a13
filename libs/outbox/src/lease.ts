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

interface LeaseOptions {
  owner: string;
  ttl?: number;
  /** Time of day, ms since 1970; and ms on a clock that only goes on. */
  now?: () => number;
  elapsed?: () => number;
}

/** A lease in the service's own database, renewed at every sweep; taken over `ttl` ms after its holder went silent. */
export function mongoLease(from: Collection, options: LeaseOptions): Lease {
  const leases = from as unknown as Collection<LeaseDocument>;
  const { owner, ttl = 5_000, now = Date.now, elapsed = () => performance.now() } = options;
  // By a clock that nobody sets: only what stands in the document is the time of day.
  let mine = -Infinity;
  return {
    async hold() {
      // A write at every sweep would be the dearest part of it: while more than half of the time is left nobody else can have it.
      if (elapsed() < mine - ttl / 2) return true;
      const asked = elapsed();
      try {
        const free = { _id: 'relay', $or: [{ owner }, { until: { $lt: new Date(now()) } }] };
        await leases.updateOne(free as never, { $set: { owner, until: new Date(now() + ttl) } }, { upsert: true });
        mine = asked + ttl;
        return true;
      } catch (error) {
        // The document is there and another's: the upsert met its own key.
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
    async release() {
      mine = -Infinity;
      await leases.deleteOne({ _id: 'relay', owner } as never);
    },
  };
}
