import { z } from 'zod';
import { personId, text, wijkId } from '../vocabulary';

/** An inspector as residents and colleagues may know them. */
export const inspector = z.strictObject({
  personId: personId(),
  displayName: text(120),
  phone: z.string().max(40).optional(),
  email: z.string().max(120).optional(),
});

/** Who answers for a wijk (W02). */
export const responsible = z.strictObject({
  wijkId: wijkId(),
  wijkName: z.string(),
  municipality: z.string(),
  inspector: inspector.optional(),
  deputy: inspector.optional(),
});
