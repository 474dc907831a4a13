import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { returnReasons, type ReturnReason } from '../../words/vocabulary';
import { reasonOf } from './reason-key';

interface Props {
  open: boolean;
  onClose: () => void;
  onReturn: (reason: ReturnReason, remark?: string) => void;
}

/** Five reasons, five keys; free text stays with the desk. Made anew for each item: a remark is about one of them. */
export function ReturnDialog({ open, onClose, onReturn }: Props) {
  const { t } = useTranslation();
  const [remark, setRemark] = useState('');
  const give = (reason: ReturnReason) => onReturn(reason, remark.trim() || undefined);
  return (
    <Dialog title={t('inbox.returnTitle')} open={open} onClose={onClose}>
      <p className="hint">{t('inbox.returnText')}</p>
      <div
        className="reasons"
        onKeyDown={(event) => {
          const reason = reasonOf(event);
          if (reason) give(reason);
        }}
      >
        {returnReasons.map((reason, index) => (
          <Button key={reason} onPress={() => give(reason)} autoFocus={index === 0} icon={<kbd aria-hidden>{index + 1}</kbd>}>
            {t(`word.reason.${reason}`)}
          </Button>
        ))}
      </div>
      <TextField label={t('inbox.remark')} hint={t('app.optional')} max={500} value={remark} onText={setRemark} />
      <Button onPress={onClose}>{t('app.cancel')}</Button>
    </Dialog>
  );
}
