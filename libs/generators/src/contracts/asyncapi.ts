import { stringify } from 'yaml';
import {
  busRequests,
  eventPattern,
  events,
  framePattern,
  frames,
  jsonSchema,
  requestPattern,
  type EventContract,
  type FrameContract,
  type RequestContract,
} from '@spil/contracts';

type Json = Record<string, unknown>;
const key = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_');
const ref = (path: string): Json => ({ $ref: `#/${path}` });
const withoutDialect = (schema: Json): Json => {
  const { $schema: _dialect, ...rest } = schema;
  return rest;
};

const headers: Json = {
  type: 'object',
  required: ['Nats-Msg-Id', 'traceparent', 'Content-Type', 'Spil-Auth'],
  properties: {
    'Nats-Msg-Id': { type: 'string', description: 'The CloudEvents id; JetStream de-duplicates by it.' },
    traceparent: { type: 'string', description: 'W3C Trace Context.' },
    'Content-Type': { type: 'string', const: 'application/cloudevents+json' },
    'Spil-Auth': { type: 'string', description: 'HMAC-SHA256 of subject, id and body with the producer’s key.' },
  },
};

/** The address of a subject pattern, its wildcards named. */
function address(contract: EventContract | FrameContract | RequestContract): { address: string; parameters: Json } {
  if (contract.kind === 'event') return named(eventPattern(contract), ['zone', 'part']);
  if (contract.kind === 'frame') return named(framePattern(contract), ['zone', 'audience', 'part']);
  return named(requestPattern(contract), ['zone']);
}
function named(pattern: string, names: string[]): { address: string; parameters: Json } {
  const left = [...names];
  const descriptions: Record<string, string> = { zone: 'Police zone', audience: 'Team or desk', part: 'Share 0–15 of the aggregate' };
  return {
    address: pattern.replace(/\*/g, () => `{${left.shift() ?? ''}}`),
    parameters: Object.fromEntries(names.map((name) => [name, { description: descriptions[name] }])),
  };
}

const stored = (contract: EventContract | FrameContract): Json => ({
  name: contract.name,
  title: contract.type,
  summary: contract.summary,
  contentType: 'application/cloudevents+json',
  headers: ref('components/schemas/headers'),
  payload: {
    allOf: [
      ref('components/schemas/cloudevent'),
      { type: 'object', properties: { type: { const: contract.type }, data: ref(`components/schemas/${key(contract.name)}`) } },
    ],
  },
  examples: [{ name: 'sample', payload: { type: contract.type, data: contract.sample } }],
});

const cloudEventSchema: Json = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type'],
  properties: {
    specversion: { type: 'string', const: '1.0' },
    id: { type: 'string' },
    source: { type: 'string', format: 'uri-reference' },
    type: { type: 'string' },
    subject: { type: 'string' },
    time: { type: 'string', format: 'date-time' },
  },
};

const operation = (action: 'send' | 'receive', channel: string, message: string, queue: string): Json => ({
  action,
  channel: ref(`channels/${channel}`),
  messages: [ref(`channels/${channel}/messages/${message}`)],
  ...(action === 'receive' ? { bindings: { nats: { queue, bindingVersion: '0.1.0' } } } : {}),
});

/** The bus as one AsyncAPI 3.0 document: a channel for each contract, an operation for each service that sends or hears it. */
export function asyncApi(): string {
  const channels: Json = {};
  const operations: Json = {};
  const messages: Json = {};
  const schemas: Json = { headers, cloudevent: cloudEventSchema };
  for (const contract of [...events, ...frames]) {
    const name = key(contract.name);
    schemas[name] = withoutDialect(jsonSchema(contract.schema));
    messages[name] = stored(contract);
    channels[name] = { ...address(contract), messages: { message: ref(`components/messages/${name}`) } };
    operations[`${key(contract.owner)}_sends_${name}`] = operation('send', name, 'message', contract.owner);
    for (const service of contract.listeners)
      operations[`${key(service)}_receives_${name}`] = operation('receive', name, 'message', service);
  }
  for (const contract of busRequests()) addRequest(contract, { channels, operations, messages, schemas });
  return stringify(
    {
      asyncapi: '3.0.0',
      info: {
        title: 'Spil on the bus',
        version: '1.0.0',
        description: 'Generated from the contract table. Do not edit by hand.',
        license: { name: 'EUPL-1.2' },
      },
      defaultContentType: 'application/cloudevents+json',
      channels,
      operations,
      components: { messages, schemas },
    },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
}

function addRequest(contract: RequestContract, into: { channels: Json; operations: Json; messages: Json; schemas: Json }): void {
  const name = key(contract.name);
  into.schemas[`${name}_request`] = withoutDialect(jsonSchema(contract.request));
  into.schemas[`${name}_answer`] = withoutDialect(jsonSchema(contract.answer));
  for (const part of ['request', 'answer']) {
    into.messages[`${name}_${part}`] = {
      name: `${contract.name} ${part}`,
      contentType: 'application/json',
      payload: ref(`components/schemas/${name}_${part}`),
    };
  }
  into.channels[name] = {
    ...address(contract),
    messages: { request: ref(`components/messages/${name}_request`), answer: ref(`components/messages/${name}_answer`) },
  };
  into.operations[`${key(contract.owner)}_answers_${name}`] = {
    ...operation('receive', name, 'request', contract.owner),
    summary: contract.summary,
    reply: { channel: ref(`channels/${name}`), messages: [ref(`channels/${name}/messages/answer`)] },
  };
  for (const caller of contract.callers) into.operations[`${key(caller)}_asks_${name}`] = operation('send', name, 'request', caller);
}
