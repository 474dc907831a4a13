import { useTranslation } from 'react-i18next';
import { ArrowUp } from 'lucide-react';
import { Button } from '../../components/button';

interface Props {
  count: number;
  /** How many are counted at most: from there on it says "or more". */
  most?: number;
  latest?: string;
  danger?: string;
  onShow: () => void;
}

/** "3 nieuwe · laatste: …": the list does not move until this is pressed. Danger keeps its colour and its word. */
export function NewPill({ count, most = Infinity, latest, danger, onShow }: Props) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Button className={danger ? 'pill danger' : 'pill'} icon={<ArrowUp aria-hidden />} onPress={onShow}>
      <strong>{t(count < most ? 'feed.newShort' : 'feed.newMany', { count })}</strong>
      {danger && ` · ${danger}`}
      {latest && <span className="pill-latest">{` · ${t('feed.latest', { text: latest })}`}</span>}
    </Button>
  );
}
