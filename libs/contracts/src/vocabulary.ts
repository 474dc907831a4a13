import { z } from 'zod';
import { roles, sources, themes } from './words';

export * from './words';

export const role = () => z.enum(roles);
export const theme = () => z.enum(themes);

/** W04: ways a resident reaches an inspector or asked something. */
export const contactChannels = ['phone', 'email', 'desk', 'online', 'visit'] as const;
/** What a resident asks for; each has a term of its own, by configuration. */
export const contactKinds = ['question', 'request', 'complaint'] as const;
/** Whether an answer is still owed. */
export const contactStatuses = ['open', 'answered'] as const;

/** M01, M05: how far a request is; this word and whether it succeeded is all that who asked ever learns. */
export const mediationStatuses = ['received', 'accepted', 'declined', 'closed'] as const;

/** E10: what kind of place is watched; each is verified again after an interval of its own, by configuration. */
export const pointCategories = ['dumping-spot', 'hazardous-storage', 'unhealthy-building', 'waterway', 'waste-company', 'other'] as const;

// Shapes every contract uses.
export const id = () => z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const zoneId = () => z.string().regex(/^[a-z0-9]{2,16}$/);
export const slug = () => z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
export const wijkId = () => z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
export const instantOf = () => z.iso.datetime();
export const text = (max: number) => z.string().min(1).max(max);
export const point = () => z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export const personId = () => z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
export const evaluation = () =>
  z.strictObject({ source: z.enum(sources), information: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]) });

/**
 * Content only named services can open: AES-256-GCM with a record key, the key wrapped per audience (architecture.md §6, wall 3).
 * All binary parts are base64url.
 */
export const sealed = () =>
  z.strictObject({
    alg: z.literal('A256GCM'),
    iv: z.string().max(32),
    data: z.string().max(48_000),
    keys: z.record(z.string(), z.string().max(200)),
  });
export type Sealed = z.infer<ReturnType<typeof sealed>>;
