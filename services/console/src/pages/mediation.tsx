import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../api/routes';
import { useAsk } from '../api/use';
import { usePerson } from '../app/session';
import { Page } from '../components/page';
import { Asked, Empty } from '../components/states';
import { AsOf, Moment } from '../components/time';
import { requestOrigins } from '../words/vocabulary';
import { MediationForm } from './mediation-form';
import { MediationSettle } from './mediation-settle';
import { ReferralAnswers } from './referral-answers';

type Desk = AnswerOf<'listMediationRequests'>;
type Origin = (typeof requestOrigins)[number];

/** Bemiddeling: anybody of the zone asks and hears how far it is; only the mediation desk reads. */
export default function Mediation() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const reads = roles.includes('mediator');
  return (
    <Page title={t('mediation.title')} wide>
      <div className="two-columns">
        {reads ? <RequestList /> : <ReferralAnswers />}
        <MediationForm />
      </div>
    </Page>
  );
}

function RequestList() {
  const { t } = useTranslation();
  const [origin, setOrigin] = useState<Origin>();
  const list = useAsk('listMediationRequests', { limit: 50, ...(origin && { origin }) });
  return (
    <section aria-label={t('mediation.list')}>
      <h2>{t('mediation.list')}</h2>
      <Asked query={list}>
        {({ requests, byOrigin, asOf }) => (
          <>
            <AsOf at={asOf} />
            <Origins byOrigin={byOrigin} chosen={origin} onChoose={setOrigin} />
            {requests.length === 0 && <Empty title={t('mediation.emptyTitle')} text={t('mediation.emptyText')} />}
            <ul className="cards">
              {requests.map((request) => (
                <RequestCard key={request.requestId} request={request} />
              ))}
            </ul>
          </>
        )}
      </Asked>
    </section>
  );
}

/** M04: the five who ask, each with how many and how many wait; pressing one shows only theirs. */
function Origins({
  byOrigin,
  chosen,
  onChoose,
}: {
  byOrigin: Desk['byOrigin'];
  chosen?: Origin;
  onChoose: (origin: Origin | undefined) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="origins" role="group" aria-label={t('mediation.origin')}>
      {requestOrigins.map((origin) => {
        const { count = 0, open = 0 } = byOrigin.find((one) => one.origin === origin) ?? {};
        return (
          <button
            key={origin}
            type="button"
            className={origin === chosen ? 'origin chosen' : 'origin'}
            aria-pressed={origin === chosen}
            onClick={() => onChoose(origin === chosen ? undefined : origin)}
          >
            <span className="strong">{count}</span> {t(`word.origin.${origin}`)}
            <span className="hint">{t('mediation.open', { count: open })}</span>
          </button>
        );
      })}
    </div>
  );
}

/** The word for a kind of dispute; one that only a newer version knows is something else. */
export function useDispute(): (type: string) => string {
  const { t, i18n } = useTranslation();
  return (type) => (i18n.exists(`word.dispute.${type}`) ? t(`word.dispute.${type}` as 'word.dispute.other') : t('word.dispute.other'));
}

function RequestCard({ request }: { request: Desk['requests'][number] }) {
  const { t } = useTranslation();
  const dispute = useDispute();
  return (
    <li className="card">
      <h3>
        {dispute(request.disputeType)} <span className="code">{request.number}</span>
      </h3>
      <p className="card-line">
        {t(`word.origin.${request.origin}`)} · {t('mediation.received', { time: '' })}
        <Moment at={request.receivedAt} />
      </p>
      <p className="text">{request.description}</p>
      {request.parties.length > 0 && (
        <ul className="parties" aria-label={t('mediation.parties')}>
          {request.parties.map((party, index) => (
            <li key={index}>{[party.name, party.contact].filter(Boolean).join(' · ')}</li>
          ))}
        </ul>
      )}
      <MediationSettle request={request} />
    </li>
  );
}
