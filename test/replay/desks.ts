import { listNuisances, subscribe, type Theme } from '@spil/contracts';
import { Api, ApiProblem, demoPeople, FeedListener, type ReadyFile, type ReceivedFrame } from '@spil/local';

const listeners = ['crew-1', 'crew-2', 'dispatcher-1', 'investigator-1', 'investigator-2', 'environment-1'] as const;

/** Open feeds of everybody a replay may reach, and what each of them received. */
export class Desks {
  readonly received = new Map<string, Set<string>>(listeners.map((person) => [person, new Set<string>()]));
  /** Frames that came more than once with the same id: allowed on the wire, counted. */
  repeats = 0;
  cuts = 0;
  private readonly feeds: FeedListener[];
  private readonly environment: Api;

  constructor(private readonly ready: ReadyFile) {
    this.environment = new Api(ready, 'environment-1');
    this.feeds = listeners.map(
      (person) =>
        new FeedListener(new Api(ready, person), {
          onFrame: (frame) => this.take(person, frame),
          onState: (state) => void (state === 'cut' && this.cuts++),
        }),
    );
  }

  /** Resolves when every feed is open and every investigator follows all of their themes. */
  async open(): Promise<void> {
    for (const person of ['investigator-1', 'investigator-2', 'environment-1']) {
      const themes = [...themesOf(person)] as Theme[];
      const all = { name: 'replay: all my themes', criteria: { themes } };
      await new Api(this.ready, person).ask(subscribe, all, { idempotencyKey: `replay-${themes.join('-')}` });
    }
    await Promise.all(this.feeds.map((feed) => feed.ready()));
  }

  /**
   * Adds the nuisance reports the environment desk can list, newest first, until `enough` are there or the list ends. A part that
   * cannot be reached just now leaves the count as it is: whoever waits asks again.
   */
  async countNuisances(enough: number): Promise<void> {
    try {
      await this.readNuisances(enough);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status < 500) throw error;
    }
  }

  private async readNuisances(enough: number): Promise<void> {
    let before: string | undefined;
    const mine = this.received.get('environment-1') ?? new Set();
    for (let pages = 0; pages < enough / 100 + 5; pages++) {
      const { nuisances } = await this.environment.ask(listNuisances, { limit: 100, ...(before === undefined ? {} : { before }) });
      for (const { nuisanceId } of nuisances) mine.add(nuisanceId);
      const last = nuisances.at(-1);
      if (!last || nuisances.length < 100) return;
      before = last.reportedAt;
    }
  }

  close(): void {
    for (const feed of this.feeds) feed.close();
  }

  private take(person: string, { data }: ReceivedFrame): void {
    const id = data['noteId'] ?? data['callId'];
    if (typeof id !== 'string') return;
    const mine = this.received.get(person);
    if (mine?.has(id)) this.repeats++;
    mine?.add(id);
  }
}

/** Themes the demo assigns to a person. */
export const themesOf = (personId: string): ReadonlySet<string> =>
  new Set(demoPeople.find((person) => person.personId === personId)?.themes ?? []);
