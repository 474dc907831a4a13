import { busRequests, events, frames } from '@spil/contracts';

const from = '<!-- who sends what to whom: written by npm run generate -->';
const to = '<!-- end of what npm run generate writes -->';

interface Edge {
  sender: string;
  receiver: string;
  /** `events` are stored and redelivered, `requests` are answered or time out, `frames` go to audiences by durable feeds. */
  kind: 'events' | 'requests' | 'frames';
  word: string;
}

const edges = (): Edge[] => [
  ...busRequests().flatMap(({ callers, owner, verb }) =>
    callers.map((sender) => ({ sender, receiver: owner, kind: 'requests' as const, word: verb })),
  ),
  ...events.flatMap(({ owner, listeners, event }) =>
    listeners.map((receiver) => ({ sender: owner, receiver, kind: 'events' as const, word: event })),
  ),
  ...frames.flatMap(({ owner, listeners, frame }) =>
    listeners.map((receiver) => ({ sender: owner, receiver, kind: 'frames' as const, word: frame })),
  ),
];

const arrows = { events: '==>', requests: '-->', frames: '-.->' } as const;

/** What one arrow says: requests are many and count, events and frames are few and have names. */
const label = (kind: Edge['kind'], words: readonly string[]): string =>
  kind === 'requests' ? `${words.length} request${words.length === 1 ? '' : 's'}` : [...new Set(words)].sort().join('<br/>');

/** A Mermaid picture of everything that crosses a service, from the contract table alone. */
export function pictureOfContracts(): string {
  const grouped = new Map<string, Edge[]>();
  for (const edge of edges()) {
    const key = [edge.sender, edge.receiver, edge.kind].join(' ');
    grouped.set(key, [...(grouped.get(key) ?? []), edge]);
  }
  const lines = [...grouped.entries()].sort().map(([, group]) => {
    const { sender, receiver, kind } = group[0] as Edge;
    const words = group.map(({ word }) => word);
    return `  ${sender} ${arrows[kind]}|"${label(kind, words)}"| ${receiver}`;
  });
  return ['flowchart LR', '  people([people]) <-->|HTTPS, live feed| gateway', ...lines].join('\n');
}

/** The README with the picture of now between its two marks. Throws when the marks are gone. */
export function withPicture(readme: string): string {
  const start = readme.indexOf(from);
  const end = readme.indexOf(to);
  if (start < 0 || end < start) throw new Error('README.md has lost the marks around its picture of the contracts');
  return `${readme.slice(0, start + from.length)}\n\n\`\`\`mermaid\n${pictureOfContracts()}\n\`\`\`\n\n${readme.slice(end)}`;
}
