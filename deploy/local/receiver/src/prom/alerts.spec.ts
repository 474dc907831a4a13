import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Series } from '../store/metric-store';
import { Alerts } from './alerts';
import { readRules } from './rules';

const rules = `
groups:
  - name: spil
    rules:
      - alert: RelayStuck
        expr: max by (service_name) (spil_relay_oldest_age_seconds) > 30
        for: 1m
        labels: { severity: page }
        annotations: { summary: stuck, action: look }
`;

/** A store with one series whose value is set by hand. */
const world = (scale = 1) => {
  const state = { now: 1_000_000, value: 0 };
  const series = (): Series[] => [{ labels: { service_name: 'wijk' }, points: [{ at: state.now, value: state.value }] }];
  const alerts = new Alerts(readRules(rules, scale), { series }, () => state.now);
  const told = () => {
    alerts.evaluate();
    return (alerts.answer('/api/v1/alerts')?.body as { data: { alerts: { state: string; labels: object }[] } }).data.alerts;
  };
  return { state, told, alerts };
};

describe('alerts', () => {
  it('wait as long as their rule says, fire, and are gone as soon as it no longer holds', () => {
    const { state, told } = world();
    expect(told()).toEqual([]);
    state.value = 31;
    expect(told()).toMatchObject([{ state: 'pending' }]);
    state.now += 59_000;
    expect(told()).toMatchObject([{ state: 'pending' }]);
    state.now += 2_000;
    expect(told()).toMatchObject([
      { state: 'firing', labels: { alertname: 'RelayStuck', severity: 'page', service_name: 'wijk' }, annotations: { action: 'look' } },
    ]);
    state.value = 2;
    expect(told()).toEqual([]);
  });

  it('begin to wait anew after a good moment', () => {
    const { state, told } = world();
    state.value = 31;
    told();
    state.now += 59_000;
    state.value = 0;
    told();
    state.value = 31;
    state.now += 2_000;
    expect(told()).toMatchObject([{ state: 'pending' }]);
  });

  it('can be made quicker for a trial', () => {
    const { state, told } = world(0.1);
    state.value = 31;
    told();
    state.now += 6_000;
    expect(told()).toMatchObject([{ state: 'firing' }]);
  });

  it('answer as rules too, with their state', () => {
    const { alerts, told } = world();
    told();
    expect(alerts.answer('/api/v1/rules')?.body).toMatchObject({
      data: { groups: [{ rules: [{ name: 'RelayStuck', state: 'inactive', duration: 60 }] }] },
    });
  });

  it('of production are all understood here', () => {
    const text = readFileSync(join(process.cwd(), 'deploy/observability/prometheus/rules.yaml'), 'utf8');
    expect(readRules(text).length).toBe(text.match(/- alert:/g)?.length);
  });
});
