/** A value as it lies on the device: sealed with AES-256-GCM, or open where the browser has no cryptography (plain http). */
export type Kept = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer } | { open: string };

/** Seals what is kept on the device. `about` is bound to the value: one person's record cannot be passed off as another's. */
export interface Cipher {
  seal(value: unknown, about: string): Promise<Kept>;
  /** Undefined when it cannot be opened: another key, or damaged. */
  open<T>(kept: Kept, about: string): Promise<T | undefined>;
}

/** No cryptography here: the browser offers it over https and on localhost only. */
export const plainCipher: Cipher = {
  seal: (value) => Promise.resolve({ open: JSON.stringify(value) }),
  open: <T>(kept: Kept) => Promise.resolve('open' in kept ? (JSON.parse(kept.open) as T) : undefined),
};

/** A key that no script can take out of this browser. Reading the browser's files or a copy of its storage yields nothing readable. */
export const newDeviceKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

export function deviceCipher(key: CryptoKey): Cipher {
  const text = new TextEncoder();
  return {
    async seal(value, about) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const additionalData = text.encode(about);
      const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, text.encode(JSON.stringify(value)));
      return { iv, data };
    },
    async open<T>(kept: Kept, about: string) {
      if ('open' in kept) return plainCipher.open<T>(kept, about);
      try {
        const { iv, data } = kept;
        const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: text.encode(about) }, key, data);
        return JSON.parse(new TextDecoder().decode(opened)) as T;
      } catch {
        return undefined;
      }
    },
  };
}
