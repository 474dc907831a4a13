// The messages of contenders/contract.ts for peers in packages of their own, which cannot import it (Nest 11, nats 2). No package is used here.
const text = 'Loud music again from the second floor, third evening this week; windows open, several people on the balcony.'.slice(0, 113);
const hex = (n, digits) => n.toString(16).padStart(digits, '0');
const at = '2026-01-01T00:00:00.000Z';

/** Message number `n` of a run. */
export const signalOf = (run, n) => {
  const id = `0190${hex(run & 0xffff, 4)}-${hex((n >>> 16) & 0xffff, 4)}-7000-8000-${hex(n, 12)}`;
  return {
    specversion: '1.0',
    id,
    source: '/be/pz/zone1/wijk',
    type: 'be.spil.wijk.bench-signal.v1',
    subject: `signal/s${n % 1000}`,
    time: at,
    datacontenttype: 'application/json',
    dataschema: 'urn:spil:schema:wijk.bench-signal.v1',
    purpose: 'service',
    handling: 'H0',
    retentionclass: 'bench',
    correlationid: id,
    sequence: n,
    data: { n, wijk: 'w-01', kind: 'noise', at, text },
  };
};
