import { useTranslation } from 'react-i18next';
import { Send, Trash2 } from 'lucide-react';
import { Button } from '../../components/button';
import type { Need } from '../../drafts/note-draft';

interface Props {
  needs: readonly Need[];
  kept: boolean;
  sending: boolean;
  onSend: () => void;
  onDiscard: () => void;
}

/** Always under the thumb. */
export function SendBar({ needs, kept, sending, onSend, onDiscard }: Props) {
  const { t } = useTranslation();
  const what = needs.map((need) => t(`street.need.${need}`)).join(', ');
  return (
    <div className="send-bar">
      <div className="send-say" role={needs.length > 0 ? 'alert' : 'status'}>
        {needs.length > 0 ? (
          <span className="error">{t('street.missing', { count: needs.length, what })}</span>
        ) : (
          kept && t('street.draftKept')
        )}
      </div>
      {kept && !sending && <Button look="quiet" icon={<Trash2 aria-hidden />} onPress={onDiscard} aria-label={t('street.discard')} />}
      <Button look="main" icon={<Send aria-hidden />} onPress={onSend} isDisabled={sending}>
        {sending ? t('street.sending') : t('street.send')}
      </Button>
    </div>
  );
}
