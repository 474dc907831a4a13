import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { History, Printer, RotateCw } from 'lucide-react';
import { useAnnounce } from '../../app/announcer';
import { Button } from '../../components/button';
import { RecordNumber } from '../../components/record-number';
import { Empty, Loading, useProblemText } from '../../components/states';
import { AsOf, ExactMoment } from '../../components/time';
import { exactTime } from '../../i18n/time';
import { tallyOf, type Line } from './lines';
import { ExportProof } from './export-proof';
import { ReadTable } from './read-table';
import { useNames, useTallyWords } from './read-words';
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
      {reads.horizon && <OlderThere until={reads.horizon} />}
      <ReadTable lines={reads.reads} />
      {loading && <Loading rows={3} />}
      {!loading && reads.reads.length === 0 && <Nobody reads={reads} />}
      {reads.horizon && (
        <Button className="no-print" icon={<History aria-hidden />} onPress={reads.older}>
          {t('reads.older')}
        </Button>
      )}
      <Looks looks={reads.looks} more={reads.moreLooks} />
    </section>
  );
}

/** "4 inzagen door 3 personen"; never as a total what is only the part that is here. */
function useSummary({ reads, whole }: Reads): string {
  const { t } = useTranslation();
  const words = useTallyWords();
  if (whole) return words(tallyOf(reads));
  return reads.length === 0 ? t('reads.missingTitle') : t('reads.atLeast', { said: words(tallyOf(reads)) });
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

/** Only where every service answered, to its end: an account with a gap never says "nobody". */
function Nobody({ reads }: { reads: Reads }) {
  const { t } = useTranslation();
  if (!reads.whole) return null;
  return <Empty title={t('reads.emptyTitle')} text={t('reads.emptyText')} />;
}

/** Also on paper: a part of the account does not pass for all of it. */
function OlderThere({ until }: { until: string }) {
  const { t, i18n } = useTranslation();
  return <p className="notice reads-older">{t('reads.olderThere', { moment: exactTime(until, i18n.language) })}</p>;
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
function Looks({ looks, more }: { looks: readonly Line[]; more: boolean }) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const count = looks.length;
  if (looks.length === 0) return null;
  return (
    <details className="reads-looks">
      <summary>{more ? t('reads.looksAtLeast', { count }) : t('reads.looks', { count })}</summary>
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
