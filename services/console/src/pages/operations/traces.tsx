import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Page } from '../../components/page';
import { Asked, Empty } from '../../components/states';
import { summaryOf, type Summary, type Trace } from './api/jaeger';
import { useTraces, type TraceSearch } from './api/use-telemetry';
import { duration } from './parts/format';
import { Plot } from './parts/plot';
import { useRange } from './parts/range';
import { SearchForm } from './parts/search-form';
import { TraceList } from './parts/trace-list';
import { TraceView } from './parts/trace-view';
import './operations.css';

const limit = 100;

/** Sporen: search, see which took long, open one. */
export default function Traces() {
  const { traceId } = useParams();
  return traceId === undefined ? <Search /> : <TraceView id={traceId} />;
}

/** `key=value` pairs as people type them, separated by blanks. */
const tagsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(/\s+/)
      .map((pair) => pair.split('='))
      .filter((pair): pair is [string, string] => pair.length === 2 && pair[0] !== '' && pair[1] !== ''),
  );

function useSearch(): { search: TraceSearch; sort: 'newest' | 'slowest' } {
  const [params] = useSearchParams();
  const { seconds } = useRange();
  const of = (name: string): string => params.get(name) ?? '';
  const tags = { ...tagsOf(of('tags')), ...(of('failed') === 'true' ? { error: 'true' } : {}) };
  const minDuration = /^\d+(\.\d+)?(us|ms|s|m)$/.test(of('min')) ? of('min') : '';
  return {
    search: { service: of('service') || 'gateway', operation: of('operation'), minDuration, tags, seconds, limit },
    sort: of('sort') === 'slowest' ? 'slowest' : 'newest',
  };
}

function Search() {
  const { t } = useTranslation();
  const { search, sort } = useSearch();
  const found = useTraces(search);
  return (
    <Page title={t('operations.traces.title')} wide>
      <SearchForm />
      <Asked query={found}>{(traces) => <Found traces={traces} sort={sort} mark={search.operation} />}</Asked>
    </Page>
  );
}

const longestOf = ({ spans }: Trace, name: string): number =>
  spans.reduce((most, span) => (span.name === name ? Math.max(most, span.duration) : most), 0);

function Found({ traces, sort, mark }: { traces: Trace[]; sort: 'newest' | 'slowest'; mark: string }) {
  const { t } = useTranslation();
  const summaries = useMemo(() => traces.flatMap((trace) => summaryOf(trace) ?? []), [traces]);
  if (summaries.length === 0) return <Empty title={t('operations.traces.emptyTitle')} text={t('operations.traces.emptyText')} />;
  // Who searched for one piece of work wants the traces in which that took long.
  const length = new Map(traces.map((trace) => [trace.id, longestOf(trace, mark)]));
  const slowness = (one: Summary): number => (mark === '' ? one.duration : (length.get(one.id) ?? 0));
  const ordered = [...summaries].sort((a, b) => (sort === 'slowest' ? slowness(b) - slowness(a) : b.start - a.start));
  return (
    <>
      <Durations summaries={summaries} />
      <p className="quiet" role="status">
        {t('operations.traces.found', { count: ordered.length })}
        {ordered.length === limit && ` ${t('operations.traces.more')}`}
      </p>
      <TraceList summaries={ordered} mark={mark} />
    </>
  );
}

/** How long each took, by when it began: a click opens the nearest. The list below says the same. */
function Durations({ summaries }: { summaries: Summary[] }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const inTime = [...summaries].sort((a, b) => a.start - b.start);
  const of = (failed: boolean) => inTime.map((one) => (one.failed > 0 === failed ? one.duration : null));
  const title = t('operations.traces.durations');
  return (
    <figure className="chart" aria-label={title}>
      <figcaption>
        {title} <span className="quiet">{t('operations.traces.pick')}</span>
      </figcaption>
      <Plot
        title={title}
        log
        times={inTime.map(({ start }) => start / 1e6)}
        series={[
          { label: t('operations.traces.well'), values: of(false), dots: true },
          { label: t('operations.traces.failed'), values: of(true), dots: true, failed: true },
        ]}
        text={(value) => (value === null || value === undefined ? '–' : duration(value, i18n.language))}
        onPick={(index) => {
          const picked = inTime[index];
          if (picked) void navigate(`/operaties/sporen/${picked.id}`);
        }}
      />
    </figure>
  );
}
