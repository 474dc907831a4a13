import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { onUpdate, takeUpdate, updateWaits } from './updates';

/** A newer version never comes in the middle of a sentence: it waits until it is asked for. */
export function UpdateNotice() {
  const { t } = useTranslation();
  const waits = useSyncExternalStore(onUpdate, updateWaits);
  if (!waits) return null;
  return (
    <div className="notice" role="status">
      <p>{t('app.update')}</p>
      <Button onPress={takeUpdate}>{t('app.updateNow')}</Button>
    </div>
  );
}
