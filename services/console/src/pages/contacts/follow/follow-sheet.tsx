import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createPortal } from 'react-dom';
import { Copy, Printer, Share2 } from 'lucide-react';
import { usePerson, useSession } from '../../../app/session';
import { Button } from '../../../components/button';
import { TextField } from '../../../components/field';
import { followAddress } from '../../../resident/follow-address';
import type { Followable } from './follow-link';
import { FollowSlip } from './follow-slip';
import { Qr } from './qr';

/** The link as a code to scan, to copy, to send on, or on paper. Loaded when somebody gives one. */
export default function FollowSheet({ contact, code }: { contact: Followable; code: string }) {
  const { t } = useTranslation();
  const { config } = useSession();
  const address = followAddress((config?.publicUrl ?? location.origin).replace(/\/+$/, ''), { zone: usePerson().zone, code });
  return (
    <div className="follow-sheet">
      <p>{t('follow.text')}</p>
      <Qr text={address} label={t('follow.qr')} />
      <TextField
        readOnly
        label={t('follow.link')}
        value={address}
        onText={() => undefined}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Ways address={address} />
      {createPortal(<FollowSlip address={address} contact={contact} />, document.body)}
    </div>
  );
}

function Ways({ address }: { address: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<'yes' | 'no'>();
  const copy = () =>
    void navigator.clipboard.writeText(address).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    );
  // Somebody who changes her mind in the device's own sheet has done nothing wrong.
  const share = () => void navigator.share({ title: t('resident.title'), url: address }).catch(() => undefined);
  return (
    <>
      <div className="row">
        {'clipboard' in navigator && (
          <Button look="main" icon={<Copy aria-hidden />} onPress={copy}>
            {t('follow.copy')}
          </Button>
        )}
        {'share' in navigator && (
          <Button icon={<Share2 aria-hidden />} onPress={share}>
            {t('follow.share')}
          </Button>
        )}
        <Button icon={<Printer aria-hidden />} onPress={() => print()}>
          {t('follow.print')}
        </Button>
      </div>
      <p role="status" className="hint">
        {copied === 'yes' && t('follow.copied')}
        {copied === 'no' && t('follow.notCopied')}
      </p>
    </>
  );
}
