import { instantOf, personId, role, slug, theme, wijkId, zoneId } from '@spil/contracts';
import { z } from 'zod';

const assignment = z.strictObject({
  assignmentId: z.string().max(64),
  role: role(),
  team: slug().optional(),
  wijkIds: z.array(wijkId()).max(500).optional(),
  themes: z.array(theme()).max(40).optional(),
  from: instantOf(),
  until: instantOf().optional(),
});

/** What a caller token must carry, exactly; a field we do not know refuses it. */
export const callerShape = z.strictObject({
  sub: personId(),
  name: z.string().max(200).optional(),
  roles: z.array(role()),
  zone: zoneId(),
  assignments: z.array(assignment).max(500),
  assignmentVersion: z.int().min(0),
  purpose: z.string().max(40).optional(),
  task: z.string().max(120).optional(),
  exp: z.int().positive(),
});
