/** How one environment variable is read. Built by `url()`, `int()`, `secret()` and the others; never by hand. */
export interface Variable<T> {
  /** What a person should set, as the end of the sentence "set it to …". */
  readonly expects: string;
  readonly secret: boolean;
  readonly required: boolean;
  readonly fallback: T | undefined;
  /** The value, or undefined when the text is not what `expects` says. */
  readonly parse: (text: string) => T | undefined;
}

/** What every variable may say about its absence. Without either it must be set. */
export interface Absence<T> {
  default?: T;
  optional?: boolean;
}

type Read<T, O> = O extends { optional: true } ? Variable<T | undefined> : Variable<T>;

const variable = <T, O extends Absence<T>>(
  expects: string,
  absence: O | undefined,
  parse: (text: string) => T | undefined,
  secret = false,
): Read<T, O> => {
  const fallback = absence?.default;
  const required = fallback === undefined && absence?.optional !== true;
  return { expects, secret, required, fallback, parse } as unknown as Read<T, O>;
};

const address = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i;

/** An address with a scheme, kept as text: MongoDB and NATS allow lists of hosts that WHATWG URL refuses. Never printed (it may hold a password). */
export const url = <O extends Absence<string>>(absence?: O): Read<string, O> =>
  variable('an address such as nats://127.0.0.1:4222', absence, (text) => (address.test(text) ? text : undefined), true);

/** A whole number within `min`…`max` (both included; default 0 … 2^53−1). */
export const int = <O extends Absence<number> & { min?: number; max?: number }>(absence?: O): Read<number, O> => {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = absence ?? {};
  return variable(`a whole number from ${min} to ${max}`, absence, (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? value : undefined;
  });
};

/** A number from 0 to 1, for ratios such as the share of traces that is kept. */
export const ratio = <O extends Absence<number>>(absence?: O): Read<number, O> =>
  variable('a number from 0 to 1', absence, (text) => {
    const value = Number(text);
    return value >= 0 && value <= 1 ? value : undefined;
  });

/** Any text without line breaks. */
export const text = <O extends Absence<string>>(absence?: O): Read<string, O> =>
  variable('a line of text', absence, (raw) => (/[\r\n]/.test(raw) ? undefined : raw));

/** A secret of at least `minLength` characters (default 16); never printed. May also come from the file that `<NAME>_FILE` names. */
export const secret = <O extends Absence<string> & { minLength?: number }>(absence?: O): Read<string, O> => {
  const least = absence?.minLength ?? 16;
  return variable(`a secret of at least ${least} characters`, absence, (raw) => (raw.length >= least ? raw : undefined), true);
};

/** A JSON text. `shape` may refuse what it does not know by returning undefined. Never printed. */
export const json = <T, O extends Absence<T> = Absence<T>>(absence?: O & { shape?: (value: unknown) => T | undefined }): Read<T, O> =>
  variable<T, O>(
    'a JSON text',
    absence,
    (raw) => {
      try {
        const value: unknown = JSON.parse(raw);
        return absence?.shape ? absence.shape(value) : (value as T);
      } catch {
        return undefined;
      }
    },
    true,
  );

/** One of the given words. */
export const oneOf = <const W extends string, O extends Absence<W>>(words: readonly W[], absence?: O): Read<W, O> =>
  variable<W, O>(`one of ${words.join(', ')}`, absence, (raw) => words.find((word) => word === raw));

/** true/false, 1/0, yes/no, on/off. */
export const bool = <O extends Absence<boolean>>(absence?: O): Read<boolean, O> =>
  variable<boolean, O>('true or false', absence, (raw) => {
    if (/^(true|1|yes|on)$/i.test(raw)) return true;
    return /^(false|0|no|off)$/i.test(raw) ? false : undefined;
  });
