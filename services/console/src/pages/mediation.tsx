import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../api/routes';
import { useAsk } from '../api/use';
import { usePerson } from '../app/session';
import { Page } from '../components/page';
import { Asked, Empty } from '../components/states';
import { AsOf, Moment } from '../components/time';
import { MediationForm } from './mediation-form';

type Request = AnswerOf<'listMediationRequests'>['requests'][number];

/** Bemiddeling: anybody of the zone asks; only the mediation desk reads. */
export default function Mediation() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const reads = roles.includes('mediator');
  return (
    <Page title={t('mediation.title')} wide={reads}>
      <div className={reads ? 'two-columns' : ''}>
        {reads && <RequestList />}
        <MediationForm folded={reads} />
      </div>
    </Page>
  );
}

function RequestList() {
  const { t } = useTranslation();
  const list = useAsk('listMediationRequests', { limit: 50 });
  return (
    <section aria-label={t('mediation.list')}>
      <h2>{t('mediation.list')}</h2>
      <Asked query={list}>
        {({ requests, asOf }) => (
          <>
            <AsOf at={asOf} />
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

export function useDispute(): (type: string) => string {
  const { t, i18n } = useTranslation();
  return (type) => (i18n.exists(`word.dispute.${type}`) ? t(`word.dispute.${type}` as 'word.dispute.other') : type);
}

function RequestCard({ request }: { request: Request }) {
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
    </li>
  );
}
