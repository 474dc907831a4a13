import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Logger } from '@spil/observability';
import { relayTelemetry } from './bus-telemetry';

describe('the lines of the relay', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('say once in ten seconds that a collection waits, and each reason for itself', () => {
    const warn = jest.fn();
    const { stalled } = relayTelemetry({ warn } as unknown as Logger);
    const told = (): unknown[] => warn.mock.calls.splice(0).map(([fields]) => fields);
    for (let n = 0; n < 100; n++) stalled?.('briefings', 'no-stream');
    stalled?.('briefings', 'js-10077');
    stalled?.('calls', 'no-stream');
    expect(told()).toEqual([
      { collection: 'briefings', code: 'no-stream' },
      { collection: 'briefings', code: 'js-10077' },
      { collection: 'calls', code: 'no-stream' },
    ]);
    jest.advanceTimersByTime(10_000);
    stalled?.('briefings', 'no-stream');
    expect(told()).toEqual([{ collection: 'briefings', code: 'no-stream' }]);
  });
});
