import type { ItemTexts } from '@spil/contracts';
import type { Clock } from '@spil/domain-kit';
import { policyAt, type Policy } from '@spil/policy';
import { followersOf, type Follower } from '../../domain/followers';
import { fileItem, type InboxEntry } from '../../domain/inbox-entry';
import type { ItemFacts } from '../../domain/publications';
import type { Inbox } from '../ports';

/** Who follows what in a zone; at most a second behind. */
export interface Followers {
  inZone(zone: string): Promise<Follower[]>;
}
export interface RoutedItem {
  zone: string;
  desk: string;
  item: ItemFacts;
  texts: ItemTexts;
}

/** Files a routed item at its desk and in the inbox of everybody whose subscription it matches and who may see it (S03). */
export class FileInInboxWhenItemRouted {
  constructor(
    private readonly inbox: Pick<Inbox, 'file'>,
    private readonly followers: Followers,
    private readonly policies: readonly [Policy, ...Policy[]],
    private readonly clock: Clock,
  ) {}

  /** `cause` is the frame's id. */
  async run(cause: string, routed: RoutedItem): Promise<InboxEntry> {
    const now = this.clock.now();
    const policy = policyAt(this.policies, now) ?? this.policies[0];
    const found = followersOf(routed, await this.followers.inZone(routed.zone), policy, now);
    const decided = fileItem({ ...routed, itemId: routed.item.itemId, filedAt: now, ...found });
    await this.inbox.file(cause, decided);
    return decided.state;
  }
}
