import type { z } from 'zod';
import { compile, type Validate } from './validate';
import type { Handling, Purpose, Role, ServiceName } from './vocabulary';

/** What is true of every contract: who owns it, why it exists, how it is handled and how long it is kept. */
interface Common {
  owner: ServiceName;
  /** One sentence for AsyncAPI, OpenAPI and the reader of the table. */
  summary: string;
  purpose: Purpose;
  handling: Handling;
  /** Key into the retention table of the policy. */
  retentionClass: string;
}

/** A fact a service publishes to services that are on its list; nobody else can even create the consumer. */
export interface EventContract<T = unknown> extends Common {
  kind: 'event';
  /** `<owner>.<event>.v<version>` */
  name: string;
  event: string;
  version: number;
  /** CloudEvents type. */
  type: string;
  listeners: readonly ServiceName[];
  schema: z.ZodType<T>;
  sample: NoInfer<T>;
  validate: Validate<T>;
}

/** A question or wish with an answer; never stored. With `http` the gateway offers it as a route. */
export interface RequestContract<Q = unknown, A = unknown> extends Omit<Common, 'handling' | 'retentionClass'> {
  kind: 'request';
  name: string;
  verb: string;
  callers: readonly ServiceName[];
  /** Roles that may ask; the owning service decides finer. Empty: anybody, without signing in (public-safe answers only). */
  roles: readonly Role[];
  http?: HttpRoute;
  /** A repeat with the same key answers the same; the key travels beside the body (architecture.md §11). */
  idempotent: boolean;
  request: z.ZodType<Q>;
  answer: z.ZodType<A>;
  /** Stable problem codes this request may answer with. */
  problems: readonly string[];
  sample: { request: NoInfer<Q>; answer: NoInfer<A> };
  validateRequest: Validate<Q>;
  validateAnswer: Validate<A>;
}

/** Path parameters (`/v1/notes/:noteId`) and the query are merged into the request body by name. */
export interface HttpRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  success: 200 | 201 | 204;
}

/** One entry of a durable feed, readable by one audience only. */
export interface FrameContract<T = unknown> extends Common {
  kind: 'frame';
  name: string;
  frame: string;
  version: number;
  type: string;
  /** Audiences this frame may be addressed to; `crew-*` stands for every crew. */
  audiences: readonly string[];
  listeners: readonly ServiceName[];
  schema: z.ZodType<T>;
  sample: NoInfer<T>;
  validate: Validate<T>;
}

type EventInput<T> = Omit<EventContract<T>, 'kind' | 'name' | 'type' | 'validate' | 'owner' | 'event' | 'version'>;
type FrameInput<T> = Omit<FrameContract<T>, 'kind' | 'name' | 'type' | 'validate' | 'version' | 'frame'>;
type RequestInput<Q, A> = Omit<RequestContract<Q, A>, 'kind' | 'name' | 'validateRequest' | 'validateAnswer' | 'owner' | 'verb'>;

/** Declares an event: `defineEvent('wijk.note-recorded.v1', {...})`. Throws when the name is not `<service>.<event>.v<n>`. */
export function defineEvent<T>(name: string, input: EventInput<T>): EventContract<T> {
  const [, owner, event, version] = /^([a-z-]+)\.([a-z-]+)\.v(\d+)$/.exec(name) ?? [];
  if (!owner || !event) throw new Error(`event name ${name} is not <service>.<event>.v<n>`);
  const validate = compile<T>(input.schema, name);
  return { kind: 'event', name, owner: owner as ServiceName, event, version: Number(version), type: `be.spil.${name}`, validate, ...input };
}

/** Declares a frame: `defineFrame('briefing.v1', {...})`. */
export function defineFrame<T>(name: string, input: FrameInput<T>): FrameContract<T> {
  const [, frame, version] = /^([a-z-]+)\.v(\d+)$/.exec(name) ?? [];
  if (!frame) throw new Error(`frame name ${name} is not <frame>.v<n>`);
  const validate = compile<T>(input.schema, name);
  return { kind: 'frame', name, frame, version: Number(version), type: `be.spil.feed.${name}`, validate, ...input };
}

/** Declares a request: `defineRequest('wijk.record-note', {...})`. */
export function defineRequest<Q, A>(name: string, input: RequestInput<Q, A>): RequestContract<Q, A> {
  const [, owner, verb] = /^([a-z-]+)\.([a-z-]+)$/.exec(name) ?? [];
  if (!owner || !verb) throw new Error(`request name ${name} is not <service>.<verb>`);
  return {
    kind: 'request',
    name,
    owner: owner as ServiceName,
    verb,
    validateRequest: compile<Q>(input.request, `${name}#request`),
    validateAnswer: compile<A>(input.answer, `${name}#answer`),
    ...input,
  };
}

/** The data a contract carries. */
export type DataOf<C> = C extends { schema: z.ZodType<infer T> } ? T : never;
export type RequestOf<C> = C extends { request: z.ZodType<infer T> } ? T : never;
export type AnswerOf<C> = C extends { answer: z.ZodType<infer T> } ? T : never;
