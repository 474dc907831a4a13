import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Printer } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { useAsk } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { Button } from '../../components/button';
import { Page } from '../../components/page';
import { Asked, Empty } from '../../components/states';
import { AsOf } from '../../components/time';
import { ZoneMap } from '../../components/zone-map';
import { dayName } from '../../i18n/time';
import { HowOrdered } from './how-ordered';
import './plan.css';
import { foremost } from './foremost';
import { WijkCard } from './wijk-card';

export type Proposal = AnswerOf<'proposePresence'>;

/** Morgen: where somebody of ours should be, and why. One page, and on paper one sheet (X8, O04). */
export default function Plan() {
  const { t } = useTranslation();
  const proposal = useAsk('proposePresence', {});
  return (
    <Page
      title={t('plan.title')}
      wide
      side={
        <Button className="no-print" icon={<Printer aria-hidden />} onPress={() => print()} isDisabled={!proposal.data}>
          {t('plan.print')}
        </Button>
      }
    >
      <p className="plan-why">{t('plan.why')}</p>
      <Asked query={proposal} rows={6}>
        {(data) => <Sheet proposal={data} />}
      </Asked>
    </Page>
  );
}

function Sheet({ proposal }: { proposal: Proposal }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { first, unseen, rest } = foremost(proposal.wijken);
  const day = dayName(`${proposal.day}T12:00:00Z`, i18n.language);
  return (
    <>
      <AsOf at={proposal.asOf} />
      {!proposal.seenKnown && <p className="hint">{t('plan.seenUnknown', { days: proposal.rules.lookBackDays })}</p>}
      <div className="plan-columns">
        <section aria-label={t('plan.list', { day })}>
          <h2>{t('plan.list', { day })}</h2>
          {first.length === 0 && <Empty title={t('plan.emptyTitle')} text={proposal.seenKnown ? t('plan.emptyText') : undefined} />}
          <ol className="plan-list">
            {first.map((one) => (
              <WijkCard key={one.wijkId} proposed={one} lookBackDays={proposal.rules.lookBackDays} />
            ))}
          </ol>
          {unseen.length > 0 && <Unseen wijken={unseen} />}
          {rest.length > 0 && (
            <details className="no-print">
              <summary>{t('plan.rest', { count: rest.length })}</summary>
              <ol className="plan-list" start={first.length + 1}>
                {rest.map((one) => (
                  <WijkCard key={one.wijkId} proposed={one} lookBackDays={proposal.rules.lookBackDays} />
                ))}
              </ol>
            </details>
          )}
        </section>
        <div className="plan-side">
          <ZoneMap highlighted={first.map(({ wijkId }) => wijkId)} onWijk={(id) => void navigate(`/wijken/${id}`)} />
          <HowOrdered rules={proposal.rules} />
        </div>
      </div>
    </>
  );
}

/** By name alone, so that it stays one sheet whatever the number. */
function Unseen({ wijken }: { wijken: Proposal['wijken'] }) {
  const { t } = useTranslation();
  const name = useWijkName();
  return (
    <div className="plan-unseen">
      <p>{t('plan.unseen')}</p>
      <ul className="row">
        {wijken.map(({ wijkId }) => (
          <li key={wijkId}>
            <Link className="button plain" to={`/wijken/${wijkId}`}>
              {name(wijkId)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
