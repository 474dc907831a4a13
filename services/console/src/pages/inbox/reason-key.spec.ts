import { describe, expect, it } from '@jest/globals';
import { returnReasons } from '../../words/vocabulary';
import { reasonOf } from './reason-key';

describe('the key of a reason', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false };

  it('is found by its place, on the row of digits and on the number pad, whatever the keyboard types there', () => {
    expect(reasonOf({ ...plain, code: 'Digit1' })).toBe(returnReasons[0]);
    expect(reasonOf({ ...plain, code: 'Numpad5' })).toBe(returnReasons[4]);
  });

  it.each(['Digit0', 'Digit6', 'KeyA', 'F1', 'Numpad12'])('is not %s', (code) => {
    expect(reasonOf({ ...plain, code })).toBeUndefined();
  });

  it('is not a shortcut of the browser', () => {
    expect(reasonOf({ ...plain, ctrlKey: true, code: 'Digit1' })).toBeUndefined();
  });
});
