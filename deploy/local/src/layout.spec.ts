import { describe, expect, it } from '@jest/globals';
import { telemetryAt } from './layout';

const receiver = 'http://127.0.0.1:4000';

describe('where telemetry goes and is asked for', () => {
  it('is the embedded receiver where nothing else is named', () => {
    expect(telemetryAt({}, receiver)).toEqual({ otlp: receiver, queries: { traces: receiver, metrics: receiver } });
  });
  it('is each of what the environment names, by itself', () => {
    const env = { OTLP_URL: 'http://collector:4318', TRACES_QUERY_URL: 'http://jaeger:16686' };
    expect(telemetryAt(env, receiver)).toEqual({
      otlp: 'http://collector:4318',
      queries: { traces: 'http://jaeger:16686', metrics: receiver },
    });
  });
});
