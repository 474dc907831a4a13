import type { AnswerOf, RequestOf, findReferenceContact } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import type { Position } from '@spil/geo';
import { normalised } from '../../domain/address';
import { wijkOf } from '../../domain/place';
import type { Asked } from '../asked';
import type { AddressSearch } from '../find-address/find-address';
import type { Accountabilities } from '../locate-place/locate-place';
import type { PlaceRules, ZoneMaps } from '../ports';
import { publicContactOf, type Reachabilities } from '../who-answers';

type Answer = AnswerOf<typeof findReferenceContact>;

/** Addresses looked at; a street with more crosses wijken or is no address. */
const MOST = 500;

/** W03: who is my wijkinspecteur, for anybody. Nothing of the asker is kept, nothing but a work contact is told. */
export class FindReferenceContact {
  constructor(
    private readonly maps: ZoneMaps,
    private readonly who: { people: Accountabilities; reachabilities: Reachabilities },
    private readonly book: AddressSearch,
    private readonly rules: PlaceRules & Clock,
  ) {}

  async run({
    request,
    zone,
  }: Pick<Asked<RequestOf<typeof findReferenceContact>>, 'request' | 'zone'>): Promise<Result<AnswerOf<typeof findReferenceContact>>> {
    const points = request.point ? [request.point] : await this.pointsOf(zone, request.address ?? '');
    if (points.length === 0) return fail(new DomainError('wijk.address-unknown'));
    const map = await this.maps.of(zone);
    const wijken = new Map(points.map((point) => wijkOf(map, point, this.rules.toleranceMetres)).map((wijk) => [wijk?.id, wijk]));
    // "Kerkstraat 1" can stand in two municipalities, and a street can cross wijken: taking one would be a guess.
    if (wijken.size > 1 || points.length === MOST) return fail(new DomainError('wijk.address-ambiguous'));
    const [wijk] = wijken.values();
    if (!wijk) return fail(new DomainError('wijk.place-outside-zone'));
    const { name: wijkName, municipality } = wijk;
    return ok({ wijkName, municipality, ...(await this.contactOf(zone, wijk.id)) });
  }

  private async contactOf(zone: string, wijkId: string): Promise<Pick<Answer, 'contact' | 'reachability'>> {
    const found = await publicContactOf(this.who, { zone, wijkId, now: this.rules.now() });
    if (!found) return {};
    const { contact, reachability, standsIn } = found;
    return { contact, ...(reachability && { reachability: { ...reachability, standsIn } }) };
  }

  /** Where the address as typed can be, whole words only: a guess would send somebody to the wrong inspector. */
  private async pointsOf(zone: string, typed: string): Promise<Position[]> {
    const words = [...new Set(normalised(typed).split(' ').slice(0, 12))];
    if (words.join('').length < 3) return [];
    return (await this.book.withWhole(zone, words, MOST)).map(({ point }) => point);
  }
}
