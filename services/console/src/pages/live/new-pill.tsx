import { useTranslation } from 'react-i18next';
import { ArrowUp } from 'lucide-react';
import { Button } from '../../components/button';
import { mostKept } from '../../feed/live-list';

/**
 * "3 nieuwe · laatste: …": the list does not move until this is pressed. Danger keeps its colour and its word. No more than
 * `mostKept` are counted: then it says so.
 */
export function NewPill({ count, latest, danger, onShow }: { count: number; latest?: string; danger?: string; onShow: () => void }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Button className={danger ? 'pill danger' : 'pill'} icon={<ArrowUp aria-hidden />} onPress={onShow}>
      <strong>{t(count < mostKept ? 'feed.newShort' : 'feed.newMany', { count })}</strong>
      {danger && ` · ${danger}`}
      {latest && <span className="pill-latest">{` · ${t('feed.latest', { text: latest })}`}</span>}
    </Button>
  );
}
