import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Link } from 'react-router';
import { useWijkName } from '../../api/wijken';
import { Age } from '../../components/time';
import type { Entry } from './use-inbox';

const rowHeight = 84;

interface Props {
  entries: readonly Entry[];
  selectedId?: string;
  /** The reader comes near the end of what is loaded. */
  onEnd: () => void;
}

/** Thousands of rows scroll smoothly: only those in sight are drawn. */
export function EntryList({ entries, selectedId, onEnd }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => entries[index]?.itemId ?? index,
  });
  const index = entries.findIndex(({ itemId }) => itemId === selectedId);
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  }, [index]);
  const lastDrawn = rows.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastDrawn >= entries.length - 10) onEnd();
  }, [lastDrawn, entries.length]);
  return (
    <div ref={box} className="entry-scroll" tabIndex={0} role="region" aria-label={t('inbox.list')}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index: at, start }) => {
          const entry = entries[at];
          if (!entry) return null;
          return (
            <li
              key={key}
              style={{ transform: `translateY(${start}px)`, height: rowHeight }}
              aria-setsize={entries.length}
              aria-posinset={at + 1}
            >
              <EntryRow entry={entry} selected={entry.itemId === selectedId} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function EntryRow({ entry, selected }: { entry: Entry; selected: boolean }) {
  const { t } = useTranslation();
  const wijk = useWijkName()(entry.wijkId);
  return (
    <Link
      className={selected ? 'card-link entry selected' : 'card-link entry'}
      aria-current={selected || undefined}
      to={`/opsporing/${entry.itemId}`}
      replace
    >
      <span className="card-title">{entry.headline ?? t(`word.theme.${entry.theme}`)}</span>
      <span className="card-line">
        {t(`word.theme.${entry.theme}`)} · {wijk} · <Age at={entry.observedAt} />
      </span>
      <span className="card-line">
        {`${entry.evaluation.source}${entry.evaluation.information} · ${entry.handling}`}
        {entry.matched.length > 0 && ` · ${entry.matched.join(', ')}`}
        {entry.returnReason && ` · ${t(`word.reason.${entry.returnReason}`)}`}
      </span>
    </Link>
  );
}
