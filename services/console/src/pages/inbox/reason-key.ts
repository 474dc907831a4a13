import { returnReasons, type ReturnReason } from '../../words/vocabulary';

type Pressed = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The reason of a digit by where the key lies: on an AZERTY keyboard that key alone types `&` or `é`, not 1 or 2. */
export function reasonOf({ code, ctrlKey, metaKey, altKey }: Pressed): ReturnReason | undefined {
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(code)?.[1];
  return digit && !ctrlKey && !metaKey && !altKey ? returnReasons[Number(digit) - 1] : undefined;
}
