import { describe, expect, it } from '@jest/globals';
import { CloudEvent as SdkEvent } from 'cloudevents';
import { cloudEvent, envelopeErrors, events, frames } from '@spil/contracts';
import { hasData, readData } from './data';

interface Vectors {
  testType: string;
  tests: {
    id: string;
    testType?: string;
    event?: unknown;
    batch?: unknown[];
    sampleExtensionAttributes?: boolean;
    extensionConstraints?: boolean;
  }[];
}
const folder = 'conformance/cloudevents';
const vectors = (file: string) => readData<Vectors>(`${folder}/${file}`).tests;

(hasData(folder) ? describe : describe.skip)('CloudEvents 1.0 JSON format, published vectors', () => {
  if (!hasData(folder)) return;
  it.each(vectors('json-valid-events.json').map((test) => [test.id, test.event]))('accepts %s', (_id, event) => {
    expect(envelopeErrors(event)).toEqual([]);
  });
  it.each(vectors('json-invalid-events.json').map((test) => [test.id, test.event]))('refuses %s', (_id, event) => {
    expect(envelopeErrors(event)).not.toEqual([]);
  });
  it.each(vectors('json-valid-batches.json').map((test) => [test.id, test.batch]))('accepts batch %s', (_id, batch) => {
    expect((batch as unknown[]).flatMap(envelopeErrors)).toEqual([]);
  });
  it.each(vectors('json-invalid-batches.json').map((test) => [test.id, test.batch]))('refuses batch %s', (_id, batch) => {
    const errors = Array.isArray(batch) ? batch.flatMap(envelopeErrors) : ['not a list'];
    expect(errors).not.toEqual([]);
  });
});

describe('envelopes we build', () => {
  const stamp = {
    id: '01939f6e-0000-7000-8000-000000000001',
    zone: '5408',
    aggregate: { kind: 'note', id: 'n1' },
    sequence: 1,
    at: '2026-01-12T09:30:00.000Z',
  };
  it.each([...events, ...frames].map((contract) => [contract.name, contract] as const))(
    '%s is valid for us and for the official SDK',
    (_name, contract) => {
      const built = cloudEvent(contract, stamp, contract.sample);
      expect(envelopeErrors(built)).toEqual([]);
      expect(new SdkEvent(built as ConstructorParameters<typeof SdkEvent>[0]).validate()).toBe(true);
    },
  );
});
