import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QrCode } from 'lucide-react';
import { Button } from '../../../components/button';
import { Dialog } from '../../../components/dialog';
import { Loading } from '../../../components/states';

const FollowSheet = lazy(() => import('./follow-sheet'));

/** What the sheet needs of a contact. */
export interface Followable {
  followCode?: string;
  dueAt: string;
  answering?: { displayName: string; standsIn: boolean };
}

/** "Geef de inwoner een link": nothing while there is none to give. */
export function FollowLink({ contact }: { contact: Followable }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (contact.followCode === undefined) return null;
  return (
    <>
      <Button icon={<QrCode aria-hidden />} onPress={() => setOpen(true)}>
        {t('follow.give')}
      </Button>
      <Dialog title={t('follow.title')} open={open} onClose={() => setOpen(false)}>
        <Suspense fallback={<Loading rows={3} />}>
          <FollowSheet contact={contact} code={contact.followCode} />
        </Suspense>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {t('follow.close')}
        </Button>
      </Dialog>
    </>
  );
}
