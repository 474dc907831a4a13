import { frames, jsonSchema, type FrameContract, type RequestContract } from '@spil/contracts';
import { problemCodes, statusOf } from '../../domain/problem';
import { offered } from './contract-routes';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of everything this gateway offers, made from the table of contracts. */
export function openApi({ publicUrl, issuer, version }: { publicUrl: string; issuer: string; version: string }): Json {
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Spil',
      version,
      summary: 'Need-to-know sharing for Belgian neighbourhood policing',
      description: about,
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: publicUrl.replace(/\/+$/, '') }],
    security: [{ signIn: [] }],
    tags: [...new Set([...offered.map(({ owner }) => owner), 'gateway'])].map((name) => ({ name })),
    paths: { ...contractPaths(), '/v1/me': { get: me }, '/v1/feed': { get: feed } },
    components: {
      securitySchemes: {
        signIn: { type: 'openIdConnect', openIdConnectUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration` },
      },
      headers: { traceparent: { description: 'W3C trace context of this request.', schema: { type: 'string' } } },
      schemas: { Problem: problem, ...Object.fromEntries(heard().map((frame) => [schemaName(frame), frameSchema(frame)])) },
    },
  };
}

const about = `Errors are problem details (RFC 9457) with a stable \`code\`, in Dutch, French or English by Accept-Language.
Requests marked with an Idempotency-Key may be repeated with the same key: the same answer, nothing twice.`;

const problem: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...problemCodes] },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The trace of this occurrence.' },
    params: { type: 'object' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'rule', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer as a URI fragment, such as #/fact.' },
          path: { type: 'string', description: 'The same JSON pointer without the fragment sign.' },
          rule: { type: 'string' },
          detail: { type: 'string' },
          params: { type: 'object' },
        },
      },
    },
  },
};

function contractPaths(): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const contract of offered) {
    const { method, path } = contract.http as NonNullable<RequestContract['http']>;
    const template = path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(contract) };
  }
  return paths;
}

function operation(contract: RequestContract): Json {
  const { method, path, success } = contract.http as NonNullable<RequestContract['http']>;
  const inPath = [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name as string);
  const schema = plain(contract.request) as { properties?: Record<string, Json>; required?: string[] };
  const properties = schema.properties ?? {};
  const others = Object.keys(properties).filter((name) => !inPath.includes(name));
  const reads = method === 'GET';
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...(reads
      ? others.map((name) => ({ name, in: 'query', required: schema.required?.includes(name) ?? false, schema: properties[name] }))
      : []),
    ...(contract.idempotent ? [idempotencyKey] : []),
  ];
  const codes = [...generalCodes(contract), ...contract.problems];
  return {
    operationId: contract.name.replaceAll('.', '_'),
    tags: [contract.owner],
    summary: contract.summary,
    ...(contract.roles.length === 0 ? { security: [] } : { description: `Roles: ${contract.roles.join(', ')}.` }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(reads || others.length === 0 ? {} : { requestBody: body(contract, inPath) }),
    responses: {
      [success]: { description: 'Done.', headers, content: json(plain(contract.answer), contract.sample.answer) },
      ...problemResponses(codes),
    },
  };
}

const headers = { traceparent: { $ref: '#/components/headers/traceparent' } };
const json = (schema: Json, example?: unknown): Json => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Made by the client, 8 to 128 characters; the same for every repeat of the same wish.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

function body(contract: RequestContract, inPath: readonly string[]): Json {
  const { properties = {}, required = [], ...rest } = plain(contract.request) as { properties?: Json; required?: string[] };
  const without = (entries: Json): Json => Object.fromEntries(Object.entries(entries).filter(([name]) => !inPath.includes(name)));
  const left = required.filter((name) => !inPath.includes(name));
  const schema = { ...rest, properties: without(properties), ...(left.length > 0 ? { required: left } : {}) };
  return { required: left.length > 0, content: json(schema, without(contract.sample.request as Json)) };
}

const generalCodes = (contract: RequestContract): string[] => [
  'invalid-request',
  'payload-too-large',
  'unsupported-media-type',
  'too-many-requests',
  'timeout',
  'unavailable',
  'internal',
  ...(contract.roles.length > 0 ? ['unauthenticated', 'forbidden'] : ['not-found']),
  ...(contract.idempotent ? ['idempotency-key-missing', 'idempotency-key-reused'] : []),
];

function problemResponses(codes: readonly string[]): Record<string, Json> {
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) byStatus.set(statusOf(code), (byStatus.get(statusOf(code)) ?? new Set<string>()).add(code));
  const entries = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(entries.map(([status, set]) => [String(status), problemResponse([...set])]));
}
const problemResponse = (codes: readonly string[]): Json => ({
  description: codes.join(', '),
  headers,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const me: Json = {
  operationId: 'gateway_me',
  tags: ['gateway'],
  summary: 'Who I am here: roles, zone and the assignments that hold now.',
  responses: {
    200: { description: 'Done.', headers, content: json({ type: 'object' }) },
    ...problemResponses(['unauthenticated', 'unavailable']),
  },
};

const heard = (): FrameContract[] => frames.filter(({ listeners, frame }) => listeners.includes('gateway') && frame !== 'assignment');
const schemaName = ({ frame }: FrameContract): string => `Frame_${frame.replaceAll('-', '_')}`;

/** A frame as it leaves: facts as in the contract, texts opened, readers taken out. */
function frameSchema(frame: FrameContract): Json {
  const { properties = {}, required = [] } = plain(frame.schema) as { properties?: Json; required?: string[] };
  const hidden = ['sealed', 'subscribers', 'authorId'];
  return {
    type: 'object',
    description: frame.summary,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !hidden.includes(name))),
    required: required.filter((name) => !hidden.includes(name)),
  };
}

const feed: Json = {
  operationId: 'gateway_feed',
  tags: ['gateway'],
  summary: 'My live feed, resumable.',
  description: `Server-sent events over a fetch with a bearer header. Every event with an \`id\` can be resumed from by sending that id as
\`Last-Event-ID\`. Beside frames (${heard()
    .map(({ frame }) => `\`${frame}\``)
    .join(', ')}) there are \`ready\` (the first, with the present position), \`state\` (catching-up, live, waiting),
\`reset\` (load the named lists again) and \`bye\` (the feed was closed by us, with the reason).`,
  parameters: [{ name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } }],
  responses: {
    200: {
      description: 'The feed.',
      content: {
        'text/event-stream': { schema: { anyOf: heard().map((frame) => ({ $ref: `#/components/schemas/${schemaName(frame)}` })) } },
      },
    },
    ...problemResponses(['unauthenticated', 'feed.cursor-invalid', 'too-many-streams', 'too-many-requests', 'unavailable']),
  },
};

/** JSON Schema of a contract's part without its own dialect line: the document names it once. */
function plain(schema: Parameters<typeof jsonSchema>[0]): Json {
  const { $schema: _, ...rest } = jsonSchema(schema);
  return rest;
}
