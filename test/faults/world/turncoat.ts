import { assign, endAssignment, listAssignments } from '@spil/contracts';
import { Api } from '@spil/local';
import { turncoat } from './places';
import { patiently } from './starting';
import type { World } from './world';

/** Gives the turncoat crew the northern half from now, and nothing else. */
export async function empower(world: World, key: string): Promise<void> {
  await disempower(world);
  const admin = new Api(world.ready, 'administrator-1');
  const wish = { personId: turncoat, role: 'crew' as const, team: 'noord', wijkIds: world.areas.noord, from: new Date().toISOString() };
  await admin.ask(assign, wish, { idempotencyKey: `turncoat-${key}` });
}

/** Ends whatever right the turncoat holds: one that a run before this left standing would let him see what the oracle forbids. */
export const disempower = (world: World): Promise<void> =>
  patiently(async () => {
    const admin = new Api(world.ready, 'administrator-1');
    const { assignments } = await admin.ask(listAssignments, {});
    for (const { personId, assignmentId, endedAt } of assignments)
      if (personId === turncoat && endedAt === undefined) await admin.ask(endAssignment, { assignmentId });
  });
