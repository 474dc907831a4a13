/** The forms one word takes: `record-signal` → RecordSignal, recordSignal, "record signal". */
export interface Words {
  kebab: string;
  pascal: string;
  camel: string;
  sentence: string;
}

/** Reads a kebab-case word; throws a sentence when it is none. */
export function words(name: string): Words {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}" should be lower-case words joined by hyphens, such as record-signal`);
  const parts = name.split('-');
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return { kebab: name, pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), sentence: parts.join(' ') };
}
