import { spanAttributes } from '@spil/observability';

/** What a resource says of itself; everything else of it is dropped. */
const ofResource = ['service.name', 'service.version', 'service.namespace', 'service.instance.id'];
const part = /( *)# ALLOWED begin\n[\s\S]*?# ALLOWED end/;

/** Names that may pass the collector: the services' own allow-list, and what says which service it was. */
export const allowedKeys = (): string[] => [...new Set([...ofResource, ...spanAttributes.keys()])].sort();

/** The collector's configuration with the list of today. */
export const withAllowedKeys = (collector: string): string =>
  collector.replace(
    part,
    (_all, indent: string) =>
      `${indent}# ALLOWED begin\n${allowedKeys()
        .map((key) => `${indent}- ${key}\n`)
        .join('')}${indent}# ALLOWED end`,
  );
