import type { AnswerOf, RequestOf, findAddress } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import { normalised, ranked, type Address } from '../../domain/address';
import { wijkOf } from '../../domain/place';
import type { Asked } from '../asked';
import type { PlaceRules, ZoneMaps } from '../ports';

export interface AddressSearch {
  /** Addresses that have, for every word, a word beginning with (else containing) it; `words` are normalised. */
  withWords(zone: string, words: readonly string[], limit: number): Promise<Address[]>;
  /** Addresses that have each of these words whole; `words` are normalised. */
  withWhole(zone: string, words: readonly string[], limit: number): Promise<Address[]>;
}

/** Addresses of the zone by what was typed so far, in Dutch or French. */
export class FindAddress {
  constructor(
    private readonly book: AddressSearch,
    private readonly maps: ZoneMaps,
    private readonly rules: PlaceRules,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof findAddress>>): Promise<Result<AnswerOf<typeof findAddress>>> {
    const query = normalised(request.text);
    if (query === '') return ok({ addresses: [] });
    const found = await this.book.withWords(zone, query.split(' ').slice(0, 8), 500);
    const map = await this.maps.of(zone);
    const addresses = ranked(found, request.text, request.limit ?? 10).map(({ label, labelFr, point }) => {
      const wijk = wijkOf(map, point, this.rules.toleranceMetres);
      return { label, point, ...(labelFr === undefined ? {} : { labelFr }), ...(wijk ? { wijkId: wijk.id } : {}) };
    });
    return ok({ addresses });
  }
}
