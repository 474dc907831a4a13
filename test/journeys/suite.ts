import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listNeighbourhoods, recordNote, type NoteForm } from '@spil/contracts';
import { Api, FeedListener, pointInside, readReady, type ReadyFile, type ReceivedFrame, waitFor } from '@spil/local';

export { Api, ApiProblem } from '@spil/local';
export { waitFor };

/** What the launcher writes beside what every script needs. */
export type Suite = ReadyFile & {
  nats: string;
  mongo: string;
  issuer: string;
  pid: number;
  services: Record<string, string>;
};

/** The suite these journeys run against; started by `npm test`, or by hand with `npm start`. */
export const runningSuite = (): Suite => readReady() as Suite;

export interface SuiteSecrets {
  nats: Record<string, string>;
  mongo: Record<string, string>;
  producerKeys: Record<string, string>;
  sealKeys: Record<string, string>;
}
/** The credentials of the suite's own services: journeys use them to try what must be refused. */
export const secretsOf = (suite: Suite): SuiteSecrets =>
  JSON.parse(readFileSync(join(suite.dataDir, 'secrets.json'), 'utf8')) as SuiteSecrets;

/** Log files of every program of the suite, by name. */
export const logFolder = (suite: Suite): string => join(suite.dataDir, 'logs');

/** A note as an inspector would fill it in; parts may be replaced. */
export const aNote = (point: [number, number], parts: Partial<NoteForm> = {}): NoteForm => ({
  ...recordNote.sample.request,
  point,
  observedAt: new Date(Date.now() - 60_000).toISOString(),
  ...parts,
});

/** Points inside the half of the zone each demo crew covers. */
export async function places(suite: Suite): Promise<{ noord: [number, number]; zuid: [number, number] }> {
  const { features } = await new Api(suite, 'inspector-1').ask(listNeighbourhoods, {});
  const inside = (inspector: string): [number, number] => {
    const wijk = features.find((feature) => feature.properties.inspector === inspector);
    if (!wijk) throw new Error(`no wijk of ${inspector}`);
    return pointInside(wijk.geometry, 5);
  };
  return { noord: inside('Ina Demo'), zuid: inside('Ivo Demo') };
}

/** A person's open feed, and everything it received. */
export class Screen {
  readonly frames: ReceivedFrame[] = [];
  readonly states: { state: 'open' | 'cut'; at: number }[] = [];
  private readonly feed: FeedListener;

  private constructor(suite: Suite, personId: string) {
    this.feed = new FeedListener(new Api(suite, personId), {
      onFrame: (frame) => this.frames.push(frame),
      onState: (state) => this.states.push({ state, at: Date.now() }),
    });
  }

  static async open(suite: Suite, personId: string): Promise<Screen> {
    const screen = new Screen(suite, personId);
    await screen.feed.ready();
    return screen;
  }

  /** Waits for the frame of a note, call or item with this id. */
  frameOf(id: string, ms = 10_000): Promise<ReceivedFrame> {
    return waitFor(() => this.frames.find((frame) => JSON.stringify(frame.data).includes(id)), ms);
  }

  has(id: string): boolean {
    return this.frames.some((frame) => JSON.stringify(frame).includes(id));
  }

  close(): void {
    this.feed.close();
  }
}
