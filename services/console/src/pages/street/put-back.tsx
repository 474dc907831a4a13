import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button';
import type { NoteDraft } from '../../drafts/note-draft';
import { shortTime } from '../../i18n/time';
import type { Aside } from './use-aside';

/** Undo: the draft that was erased, and those that made room for another. */
export function PutBack({ aside, bring }: { aside: Aside; bring: (draft: NoteDraft) => void }) {
  const { t, i18n } = useTranslation();
  const { erased, drafts } = aside;
  const setAside = ({ startedAt }: NoteDraft) => t('street.setAside', { time: shortTime(startedAt, i18n.language, Date.now()) });
  return (
    <>
      {erased && <Row said={t('street.discarded')} bring={() => bring(erased)} />}
      {drafts.map((draft) => (
        <Row key={draft.key} said={setAside(draft)} headline={draft.headline} bring={() => bring(draft)} />
      ))}
    </>
  );
}

function Row({ said, headline, bring }: { said: string; headline?: string; bring: () => void }) {
  const { t } = useTranslation();
  return (
    <p className="undo" role="status">
      {said} {headline && <span className="strong">{headline}</span>}{' '}
      <Button look="quiet" onPress={bring}>
        {t('street.undo')}
      </Button>
    </p>
  );
}
