import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { assign, endAssignment, listAssignments } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import type { Assignment } from '../../domain/assignment';
import { Assign } from '../../use-cases/assign/assign';
import { EndAssignment } from '../../use-cases/end-assignment/end-assignment';
import { ListAssignments } from '../../use-cases/list-assignments/list-assignments';
import { HANDLING } from './tokens';

@Controller()
export class AssignmentsController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(Assign) private readonly assign: Assign,
    @Inject(EndAssignment) private readonly end: EndAssignment,
    @Inject(ListAssignments) private readonly list: ListAssignments,
  ) {}

  @OnRequest(assign)
  add(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(assign, body, context, async ({ caller, request, idempotency }) =>
      answered(await this.assign.run(caller, request, idempotency)),
    );
  }

  @OnRequest(endAssignment)
  endNow(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(endAssignment, body, context, async ({ caller, request }) => answered(await this.end.run(caller, request)));
  }

  @OnRequest(listAssignments)
  all(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listAssignments, body, context, async ({ caller }) => {
      const found = await this.list.run(caller);
      return found.ok ? ok({ assignments: found.value.map(withoutZone) }) : found;
    });
  }
}

/** For who assigns: the person's name too. */
const withoutZone = ({ zone: _zone, ...answer }: Assignment): Omit<Assignment, 'zone'> => answer;
const answered = (result: Result<Assignment>): Result<Omit<Assignment, 'zone'>> => (result.ok ? ok(withoutZone(result.value)) : result);
