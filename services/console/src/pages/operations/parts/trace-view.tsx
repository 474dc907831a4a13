import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ArrowLeft } from 'lucide-react';
import { Page } from '../../../components/page';
import { Asked, Empty } from '../../../components/states';
import { summaryOf, type Trace } from '../api/jaeger';
import { useTrace } from '../api/use-telemetry';
import { waterfallOf, type Waterfall } from '../api/waterfall';
import { duration, preciseTime } from './format';
import { WaterfallRows } from './waterfall-rows';

/** One trace: from the tap to the screen, hop by hop. */
export function TraceView({ id }: { id: string }) {
  const { t } = useTranslation();
  const trace = useTrace(id);
  const back = (
    <Link to="/operaties/sporen" className="plain-link">
      <ArrowLeft aria-hidden /> {t('operations.traces.back')}
    </Link>
  );
  return (
    <Page title={t('operations.trace.title')} wide side={back}>
      <Asked query={trace} rows={8}>
        {(found) =>
          found && found.spans.length > 0 ? (
            <Whole trace={found} />
          ) : (
            <Empty title={t('operations.trace.goneTitle')} text={t('operations.trace.goneText')} />
          )
        }
      </Asked>
    </Page>
  );
}

function Whole({ trace }: { trace: Trace }) {
  const { t, i18n } = useTranslation();
  const waterfall = waterfallOf(trace);
  const summary = summaryOf(trace);
  if (!summary || waterfall.rows.length === 0) return <Empty title={t('operations.trace.goneTitle')} />;
  return (
    <>
      <p className="trace-head">
        <strong>{summary.name}</strong> · {preciseTime(summary.start / 1000, i18n.language, Date.now())} ·{' '}
        {duration(summary.duration, i18n.language)} · {t('operations.traces.spans', { count: summary.spans })} · <code>{trace.id}</code>
      </p>
      <Longest waterfall={waterfall} />
      <WaterfallRows waterfall={waterfall} traceId={trace.id} />
    </>
  );
}

/** The hop to look at first, in a sentence. */
function Longest({ waterfall: { rows, slowest } }: { waterfall: Waterfall }) {
  const { t, i18n } = useTranslation();
  const row = rows.find(({ span }) => span.id === slowest?.spanId);
  if (!slowest || !row) return null;
  const parts = { duration: duration(slowest.duration, i18n.language), service: row.span.service, name: row.span.name };
  return (
    <p className="notice" data-slowest={row.span.service}>
      {t(`operations.trace.slowest.${slowest.part}`, parts)}
    </p>
  );
}
