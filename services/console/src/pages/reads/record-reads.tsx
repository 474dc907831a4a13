import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { History, Printer, RotateCw } from 'lucide-react';
import { useAnnounce } from '../../app/announcer';
import { Button } from '../../components/button';
import { RecordNumber } from '../../components/record-number';
import { Empty, Loading, useProblemText } from '../../components/states';
import { AsOf, ExactMoment } from '../../components/time';
import type { Line } from './lines';
import { ExportProof } from './export-proof';
import { ReadTable } from './read-table';
import { useNames } from './read-words';
import { useReads, type Reads } from './use-reads';

/** The account of one record: reads, what is missing, what to take away. */
export function RecordReads({ recordId }: { recordId: string }) {
  const { t } = useTranslation();
  const reads = useReads(recordId);
  const heading = useRef<HTMLHeadingElement>(null);
  const announce = useAnnounce();
  const { loading } = reads;
  const summary = useSummary(reads);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (!loading) announce(summary);
  }, [loading, summary, announce]);
  return (
    <section className="reads-record" aria-labelledby="reads-heading">
      <div className="reads-head">
        <div>
          <h2 id="reads-heading" tabIndex={-1} ref={heading}>
            {loading ? t('reads.looking') : summary}
          </h2>
          <RecordNumber id={recordId} />
          {reads.asOf && (
            <>
              <AsOf at={reads.asOf} />
              <p className="hint print-only">
                <ExactMoment at={reads.asOf} />
              </p>
            </>
          )}
        </div>
        <Actions recordId={recordId} reads={reads} />
      </div>
      <Missing reads={reads} />
      <ReadTable lines={reads.reads} />
      {loading && <Loading rows={3} />}
      {!loading && reads.reads.length === 0 && <Nobody reads={reads} />}
      {reads.hasOlder && (
        <Button className="no-print" icon={<History aria-hidden />} onPress={reads.older}>
          {t('reads.older')}
        </Button>
      )}
      <Looks looks={reads.looks} />
    </section>
  );
}

/** "4 inzagen door 3 personen". */
function useSummary({ reads }: Reads): string {
  const { t } = useTranslation();
  const people = new Set(reads.map(({ actor }) => actor)).size;
  const count = t('reads.count', { count: reads.length });
  return people === 0 ? count : t('reads.summary', { reads: count, people: t('reads.people', { count: people }) });
}

function Actions({ recordId, reads }: { recordId: string; reads: Reads }) {
  const { t } = useTranslation();
  return (
    <div className="row no-print">
      <ExportProof recordId={recordId} also={reads.also} ready={!reads.loading} />
      <Button icon={<Printer aria-hidden />} onPress={() => print()}>
        {t('reads.print')}
      </Button>
    </div>
  );
}

/** Only where every service answered: an account with a gap never says "nobody". */
function Nobody({ reads }: { reads: Reads }) {
  const { t } = useTranslation();
  if (reads.missing.length > 0) return null;
  return <Empty title={t('reads.emptyTitle')} text={t('reads.emptyText')} />;
}

/** Never silently fewer lines: which part of the account is not here, and why. */
function Missing({ reads: { missing, again } }: { reads: Reads }) {
  const { t } = useTranslation();
  const text = useProblemText();
  if (missing.length === 0) return null;
  return (
    <div className="notice attention" role="alert">
      <p className="notice-title">{t('reads.missingTitle')}</p>
      <ul>
        {missing.map(({ service, problem }) => (
          <li key={service}>
            {t(`reads.services.${service}`)}: {text(problem)}
          </li>
        ))}
      </ul>
      {missing.some(({ service }) => service === 'information-sharing') && <p>{t('reads.missingRelated')}</p>}
      <Button className="no-print" onPress={again} icon={<RotateCw aria-hidden />}>
        {t('problem.again')}
      </Button>
    </div>
  );
}

/** Who looked at this account: watching is watched too. */
function Looks({ looks }: { looks: readonly Line[] }) {
  const { t } = useTranslation();
  const nameOf = useNames();
  if (looks.length === 0) return null;
  return (
    <details className="reads-looks">
      <summary>{t('reads.looks', { count: looks.length })}</summary>
      <ul>
        {looks.map((line) => (
          <li key={`${line.service} ${line.seq}`}>
            <ExactMoment at={line.at} /> · {nameOf(line.actor)}
          </li>
        ))}
      </ul>
    </details>
  );
}
