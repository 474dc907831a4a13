import { useTranslation } from 'react-i18next';
import { useWish } from '../../api/use';
import { useAnnounce } from '../../app/announcer';
import type { ReturnReason } from '../../words/vocabulary';
import { useInboxChanges, type Entry } from './use-inbox';

/** Accepting and returning; each says what happened and goes on to the next. */
export function useSettle() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const changes = useInboxChanges();
  const accepting = useWish('acceptItem');
  const returning = useWish('returnItem');
  return {
    isPending: accepting.isPending || returning.isPending,
    problem: accepting.error ?? returning.error,
    accept: (entry: Entry, then: () => void) =>
      accepting.mutate(
        { request: { itemId: entry.itemId } },
        {
          onSuccess: () => {
            announce(t('inbox.accepted'));
            then();
            changes.settled(entry.itemId, 'accepted');
          },
        },
      ),
    giveBack: (entry: Entry, reason: ReturnReason, { remark, then }: { remark?: string; then: () => void }) =>
      returning.mutate(
        { request: { itemId: entry.itemId, reason, remark } },
        {
          onSuccess: () => {
            announce(t('inbox.returned', { reason: t(`word.reason.${reason}`) }));
            then();
            changes.settled(entry.itemId, 'returned');
          },
        },
      ),
  };
}
