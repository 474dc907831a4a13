import type { AnswerOf, RequestOf, locate } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import type { Wijk } from '@spil/geo';
import { responsibleAt, type Accountability, type Appointment } from '../../domain/appointment';
import { wijkOf } from '../../domain/place';
import type { Asked } from '../asked';
import type { PlaceRules, ZoneMaps } from '../ports';

export interface Accountabilities {
  of(zone: string, wijkId: string): Promise<Accountability | undefined>;
}

/** W01, W02: which wijk a point is in, and who is responsible there. */
export class LocatePlace {
  constructor(
    private readonly maps: ZoneMaps,
    private readonly accountabilities: Accountabilities,
    private readonly rules: PlaceRules & Clock,
  ) {}

  async run({ request, zone }: Pick<Asked<RequestOf<typeof locate>>, 'request' | 'zone'>): Promise<Result<AnswerOf<typeof locate>>> {
    const wijk = wijkOf(await this.maps.of(zone), request.point, this.rules.toleranceMetres);
    if (!wijk) return fail(new DomainError('wijk.place-outside-zone'));
    const accountability = await this.accountabilities.of(zone, wijk.id);
    return ok(responsibleAnswer(wijk, responsibleAt(accountability, this.rules.now())));
  }
}

/** The answer every question about a wijk begins with. */
export const responsibleAnswer = (
  { id: wijkId, name: wijkName, municipality }: Pick<Wijk, 'id' | 'name' | 'municipality'>,
  appointment: Appointment | undefined,
): AnswerOf<typeof locate> => ({
  wijkId,
  wijkName,
  municipality,
  ...(appointment ? { inspector: appointment.inspector } : {}),
  ...(appointment?.deputy ? { deputy: appointment.deputy } : {}),
});
