import type { AnswerOf, RequestOf, importAddresses } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import type { Address } from '../../domain/address';
import type { Asked } from '../asked';

export interface AddressBook {
  /** Adds addresses; one with a known id is replaced. */
  put(zone: string, addresses: readonly Address[]): Promise<void>;
}

/** Adds a portion of the zone's addresses. */
export class ImportAddresses {
  constructor(private readonly book: AddressBook) {}

  async run({ request, zone }: Asked<RequestOf<typeof importAddresses>>): Promise<Result<AnswerOf<typeof importAddresses>>> {
    // The last of two with the same id holds.
    const distinct = new Map(request.addresses.map((address) => [address.addressId, address]));
    await this.book.put(zone, [...distinct.values()]);
    return ok({ stored: distinct.size });
  }
}
