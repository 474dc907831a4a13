import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { useAnnounce } from '../../app/announcer';
import { useFrames } from '../../app/feed';
import type { Entry } from './inbox';

/** Counts what was filed since the list was asked; the rows themselves are read, and logged, only when shown. */
export function useNewEntries(entries: readonly Entry[]) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const known = new Set(entries.map(({ itemId }) => itemId));
  const fresh = waiting.filter((id) => !known.has(id));
  useFrames(['inbox-entry'], ({ data }) => {
    const id = String(data['itemId']);
    if (known.has(id) || waiting.includes(id)) return;
    setWaiting([...fresh, id]);
    announce(t('feed.new', { count: fresh.length + 1 }));
  });
  return {
    count: fresh.length,
    show: () => {
      setWaiting([]);
      void queries.invalidateQueries({ queryKey: ['listInbox'] });
    },
  };
}
