import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Summary } from '../api/jaeger';
import { duration, preciseTime } from './format';

/** Traces as rows, their length drawn against the longest. `mark`: the work to point at in the one that is opened. */
export function TraceList({ summaries, mark = '' }: { summaries: Summary[]; mark?: string }) {
  const { t, i18n } = useTranslation();
  const longest = Math.max(1, ...summaries.map((one) => one.duration));
  return (
    <ol className="trace-list">
      {summaries.map((one) => (
        <li key={one.id}>
          <Link to={`/operaties/sporen/${one.id}${mark && `?mark=${encodeURIComponent(mark)}`}`} className="trace-row">
            <span className="trace-name">
              {one.name}
              {one.failed > 0 && (
                <span className="chip failed">
                  <TriangleAlert aria-hidden /> {t('operations.traces.failedSpans', { count: one.failed })}
                </span>
              )}
            </span>
            <span className="quiet">
              {preciseTime(one.start / 1000, i18n.language, Date.now())} · {t('operations.traces.spans', { count: one.spans })} ·{' '}
              {one.services.join(' → ')}
            </span>
            <span className="trace-length">
              <svg className="trace-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
                <rect width={(100 * one.duration) / longest} height="4" />
              </svg>
              <strong>{duration(one.duration, i18n.language)}</strong>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
