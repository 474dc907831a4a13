import { describe, expect, it } from '@jest/globals';
import { lacksName, partiesOf } from './mediation-parties';

describe('the parties of a dispute', () => {
  it('are sent with what was said of them; an empty card is nobody', () => {
    expect(
      partiesOf([
        { name: ' Buur ', contact: '' },
        { name: '', contact: ' ' },
        { name: 'Buurvrouw', contact: '0470 ' },
      ]),
    ).toEqual([{ name: 'Buur' }, { name: 'Buurvrouw', contact: '0470' }]);
  });

  it('have a name where there is a way to reach them: it is asked for, not left out', () => {
    expect(lacksName({ name: ' ', contact: '0470' })).toBe(true);
    expect(lacksName({ name: 'Buur', contact: '0470' })).toBe(false);
    expect(lacksName({ name: '', contact: ' ' })).toBe(false);
  });
});
