import { useState } from 'react';
import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Row, Waterfall } from '../api/waterfall';
import { duration } from './format';

/** Rows drawn at once; a trace with more is searched, not read. */
const mostRows = 1_000;
const ticks = [0, 0.25, 0.5, 0.75, 1];

interface Scale {
  from: number;
  length: number;
}

/** Every piece of work as a bar on one axis of time; a press opens what is known of it. */
export function WaterfallRows({ waterfall, traceId }: { waterfall: Waterfall; traceId: string }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<string>();
  const [params] = useSearchParams();
  const mark = params.get('mark');
  const scale = { from: waterfall.from, length: Math.max(1, waterfall.to - waterfall.from) };
  const rows = waterfall.rows.slice(0, mostRows);
  return (
    <>
      <div className="waterfall" role="table" aria-label={t('operations.trace.waterfall')}>
        <div className="waterfall-axis" role="row">
          <span role="columnheader">{t('operations.trace.work')}</span>
          <span role="columnheader" className="waterfall-ticks">
            {ticks.map((tick) => (
              <span key={tick}>{duration(tick * scale.length, i18n.language)}</span>
            ))}
          </span>
          <span role="columnheader" className="figure">
            {t('operations.trace.took')}
          </span>
        </div>
        {rows.map((row) => (
          <OneRow
            key={row.span.id}
            row={row}
            scale={scale}
            marked={row.span.name === mark}
            longest={waterfall.slowest?.spanId === row.span.id}
            open={open === row.span.id}
            toggle={() => setOpen(open === row.span.id ? undefined : row.span.id)}
            traceId={traceId}
          />
        ))}
      </div>
      {waterfall.rows.length > mostRows && <p className="quiet">{t('operations.trace.cut', { count: mostRows })}</p>}
    </>
  );
}

interface RowProps {
  row: Row;
  scale: Scale;
  marked: boolean;
  longest: boolean;
  open: boolean;
  toggle: () => void;
  traceId: string;
}

function OneRow({ row, scale, marked, longest, open, toggle, traceId }: RowProps) {
  const { t, i18n } = useTranslation();
  const { span, depth, wait } = row;
  const detail = `span-${span.id}`;
  return (
    <>
      <div className={`waterfall-row${longest ? ' longest' : ''}${marked ? ' marked' : ''}`} role="row">
        <span role="cell" className="waterfall-name">
          <button
            type="button"
            className="waterfall-button"
            aria-expanded={open}
            aria-controls={open ? detail : undefined}
            onClick={toggle}
          >
            <svg width={depth * 10} height="1" aria-hidden />
            {open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
            <span className="waterfall-words">
              <span className="waterfall-service">{span.service}</span> {span.name}
            </span>
            {span.failed && (
              <span className="chip failed">
                <TriangleAlert aria-hidden /> {t('operations.trace.failed')}
              </span>
            )}
            {longest && <span className="chip">{t('operations.trace.longest')}</span>}
          </button>
        </span>
        <span role="cell" className="waterfall-time">
          <Bar row={row} scale={scale} />
          {wait && (
            <span className="sr-only">
              {t(`operations.trace.wait.${wait.kind}`, { duration: duration(wait.to - wait.from, i18n.language) })}
            </span>
          )}
        </span>
        <span role="cell" className="figure">
          {duration(span.duration, i18n.language)}
        </span>
      </div>
      {open && (
        <div role="row">
          <div role="cell" id={detail}>
            <Detail row={row} traceId={traceId} />
          </div>
        </div>
      )}
    </>
  );
}

/** Work is full, waiting is hatched: nobody worked then. */
function Bar({ row: { span, wait }, scale }: { row: Row; scale: Scale }) {
  const { t, i18n } = useTranslation();
  const at = (time: number): number => (1_000 * (time - scale.from)) / scale.length;
  const width = (length: number): number => Math.max(3, (1_000 * length) / scale.length);
  return (
    <svg className="waterfall-bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden>
      {wait && (
        <g className={`wait ${wait.kind}`}>
          <title>{t(`operations.trace.wait.${wait.kind}`, { duration: duration(wait.to - wait.from, i18n.language) })}</title>
          <rect x={at(wait.from)} y="7" width={width(wait.to - wait.from)} height="6" />
        </g>
      )}
      <rect
        className={span.failed ? 'work failed' : `work ${span.kind}`}
        x={Math.min(997, at(span.start))}
        y="3"
        width={width(span.duration)}
        height="14"
      />
    </svg>
  );
}

function Detail({ row: { span, self, wait }, traceId }: { row: Row; traceId: string }) {
  const { t, i18n } = useTranslation();
  const facts: [string, string][] = [
    [t('operations.trace.self'), duration(self, i18n.language)],
    ...(wait ? [[t(`operations.trace.waited.${wait.kind}`), duration(wait.to - wait.from, i18n.language)] as [string, string]] : []),
    ...(span.version ? [[t('operations.trace.version'), span.version] as [string, string]] : []),
    ...Object.entries(span.tags).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return (
    <div className="span-detail">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {span.links.map((link) => (
        <p key={link.spanId}>
          {t('operations.trace.follows')}{' '}
          {link.traceId === traceId ? <code>{link.spanId}</code> : <Link to={`/operaties/sporen/${link.traceId}`}>{link.traceId}</Link>}
        </p>
      ))}
    </div>
  );
}
