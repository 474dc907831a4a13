import { describe, expect, it } from '@jest/globals';
import { appointed, nobody } from './card';

const ina = { ...nobody, personId: ' inspector-1', displayName: 'Ina Demo ' };

describe('who answers for a wijk', () => {
  it('is one inspector, with a deputy or without', () => {
    const inspector = { personId: 'inspector-1', displayName: 'Ina Demo' };
    expect(appointed(ina, nobody)).toEqual({ inspector });
    const ivo = { ...nobody, personId: 'inspector-2', displayName: 'Ivo Demo', phone: '02 000 00 00' };
    expect(appointed(ina, ivo)).toEqual({ inspector, deputy: { personId: 'inspector-2', displayName: 'Ivo Demo', phone: '02 000 00 00' } });
    expect(appointed(nobody, ivo)).toBeUndefined();
  });

  it.each([{ displayName: 'Ivo Demo' }, { personId: 'inspector-2' }, { phone: '02 000 00 00' }])(
    'is not saved without a deputy who is half filled in: %p',
    (part) => {
      expect(appointed(ina, { ...nobody, ...part })).toBeUndefined();
    },
  );
});
