import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../app/announcer';
import { useFrames } from '../../app/feed';
import { useInboxChanges, type Entry } from './use-inbox';

/** Counts what was filed since the list was asked; the rows themselves are read, and logged, only when shown. */
export function useNewEntries(entries: readonly Entry[]) {
  const { t } = useTranslation();
  const changes = useInboxChanges();
  const announce = useAnnounce();
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const known = new Set(entries.map(({ itemId }) => itemId));
  const fresh = waiting.filter((id) => !known.has(id));
  useFrames(['inbox-entry'], ({ data }) => {
    const id = String(data['itemId']);
    // Several frames may come before the page draws again: each must add to what the one before left.
    if (!known.has(id)) setWaiting((old) => (old.includes(id) ? old : [...old, id]));
  });
  useEffect(() => {
    // What the list showed once waits no longer, also after it was settled and left the list.
    setWaiting((old) => (old.some((id) => known.has(id)) ? old.filter((id) => !known.has(id)) : old));
  }, [entries]);
  const announced = useRef(0);
  useEffect(() => {
    if (fresh.length > announced.current) announce(t('feed.new', { count: fresh.length }));
    announced.current = fresh.length;
  }, [fresh.length, announce, t]);
  return {
    count: fresh.length,
    show: () => {
      setWaiting([]);
      changes.renew();
    },
  };
}
