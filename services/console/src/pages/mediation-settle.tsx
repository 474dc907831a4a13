import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../api/routes';
import { useWish } from '../api/use';
import { Button } from '../components/button';
import { Failed } from '../components/states';

type Request = AnswerOf<'listMediationRequests'>['requests'][number];

/** "Aanvaard", "Afgesloten met akkoord": the whole answer that who asked may hear. */
export function useOutcome(): (outcome: { status: Request['status']; success?: boolean }) => string {
  const { t } = useTranslation();
  return ({ status, success }) =>
    status === 'closed' ? t(success ? 'mediation.agreed' : 'mediation.notAgreed') : t(`mediation.status.${status}`);
}

/** How far a request is, and what the desk may say next of it. */
export function MediationSettle({ request }: { request: Request }) {
  const { t } = useTranslation();
  const outcome = useOutcome();
  const settle = useWish('settleMediationRequest', ['listMediationRequests']);
  const { requestId, status } = request;
  const say = (wish: { status: 'accepted' | 'declined' | 'closed'; success?: boolean }) =>
    settle.mutate({ request: { requestId, ...wish } });
  return (
    <>
      <p>
        <span className="chip">{outcome(request)}</span>
      </p>
      <div className="row">
        {status === 'received' && (
          <>
            <Button look="main" onPress={() => say({ status: 'accepted' })}>
              {t('mediation.accept')}
            </Button>
            <Button onPress={() => say({ status: 'declined' })}>{t('mediation.decline')}</Button>
          </>
        )}
        {status === 'accepted' && (
          <>
            <Button onPress={() => say({ status: 'closed', success: true })}>{t('mediation.closeAgreed')}</Button>
            <Button onPress={() => say({ status: 'closed', success: false })}>{t('mediation.closeNotAgreed')}</Button>
          </>
        )}
      </div>
      {status !== 'declined' && status !== 'closed' && <p className="hint">{t('mediation.onlyThis')}</p>}
      {settle.isError && <Failed problem={settle.error} />}
    </>
  );
}
