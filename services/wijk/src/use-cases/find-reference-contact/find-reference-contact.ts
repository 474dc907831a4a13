import type { AnswerOf, RequestOf, findReferenceContact } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import type { Position } from '@spil/geo';
import { normalised, ranked, wordsOf } from '../../domain/address';
import { responsibleAt } from '../../domain/appointment';
import { wijkOf } from '../../domain/place';
import type { Asked } from '../asked';
import type { AddressSearch } from '../find-address/find-address';
import type { Accountabilities } from '../locate-place/locate-place';
import type { PlaceRules, ZoneMaps } from '../ports';

/** W03: who is my wijkinspecteur, for anybody. Nothing of the asker is kept, nothing but a work contact is told. */
export class FindReferenceContact {
  constructor(
    private readonly maps: ZoneMaps,
    private readonly accountabilities: Accountabilities,
    private readonly book: AddressSearch,
    private readonly rules: PlaceRules & Clock,
  ) {}

  async run({
    request,
    zone,
  }: Pick<Asked<RequestOf<typeof findReferenceContact>>, 'request' | 'zone'>): Promise<Result<AnswerOf<typeof findReferenceContact>>> {
    const point = request.point ?? (await this.pointOf(zone, request.address ?? ''));
    if (!point) return fail(new DomainError('wijk.address-unknown'));
    const wijk = wijkOf(await this.maps.of(zone), point, this.rules.toleranceMetres);
    if (!wijk) return fail(new DomainError('wijk.place-outside-zone'));
    const holds = responsibleAt(await this.accountabilities.of(zone, wijk.id), this.rules.now());
    const { name: wijkName, municipality } = wijk;
    if (!holds) return ok({ wijkName, municipality });
    const { personId: _, ...contact } = holds.inspector;
    return ok({ wijkName, municipality, contact });
  }

  /** The address as typed, whole words only: a guess would send somebody to the wrong inspector. */
  private async pointOf(zone: string, typed: string): Promise<Position | undefined> {
    const words = normalised(typed).split(' ').slice(0, 12);
    if (words.join('').length < 3) return undefined;
    const found = await this.book.withWords(zone, words, 500);
    const whole = found.filter((address) => words.every((word) => wordsOf(address).includes(word)));
    return ranked(whole, typed, 1)[0]?.point;
  }
}
