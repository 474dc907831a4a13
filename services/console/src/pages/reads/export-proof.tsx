import { useEffect, useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FileCheck2, X } from 'lucide-react';
import { useAnnounce } from '../../app/announcer';
import { useApi } from '../../app/session';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Done } from '../../components/states';
import { collectProofs, saveFile, type Collected, type Step } from './collect-proofs';
import { ExportTaken } from './export-taken';

interface Props {
  recordId: string;
  also: readonly string[];
  ready: boolean;
}

/** One file with everything that is needed to prove the account without us. */
export function ExportProof({ recordId, also, ready }: Props) {
  const { t } = useTranslation();
  const { taking, step, stop, stopped } = useTaking({ recordId, also });
  return (
    <>
      {/* Not disabled while a file is made: it would lose the focus, and the dialog could not give it back. */}
      <Button
        look="main"
        icon={<FileCheck2 aria-hidden />}
        onPress={() => !taking.isPending && taking.mutate()}
        isDisabled={!ready}
        aria-disabled={taking.isPending || undefined}
      >
        {taking.isPending ? t('reads.exporting') : t('reads.export')}
      </Button>
      {taking.isPending && (
        <>
          <Button icon={<X aria-hidden />} onPress={stop}>
            {t('reads.exportStop')}
          </Button>
          {step && <Progress step={step} />}
        </>
      )}
      {stopped && <Done>{t('reads.exportStopped')}</Done>}
      <Dialog title={t('reads.exportTitle')} open={taking.isSuccess} onClose={() => taking.reset()}>
        {taking.data && <ExportTaken collected={taking.data} />}
        <Button look="main" onPress={() => taking.reset()}>
          {t('reads.close')}
        </Button>
      </Dialog>
    </>
  );
}

/** Taking a file, which may last and may be stopped: then nothing is kept of it. Who leaves the page stops it too. */
function useTaking({ recordId, also }: Omit<Props, 'ready'>) {
  const api = useApi();
  const running = useRef<AbortController>(undefined);
  const [step, setStep] = useState<Step>();
  const taking = useMutation<Collected, Error>({
    mutationFn: async () => {
      const { signal } = (running.current = new AbortController());
      const collected = await collectProofs(api, { recordId, also, signal, onStep: setStep });
      signal.throwIfAborted();
      if (collected.file.proofs.length > 0) saveFile(`inzage-${recordId}.json`, collected.file);
      return collected;
    },
    onSettled: () => setStep(undefined),
  });
  useEffect(() => () => running.current?.abort(), []);
  // Nothing else rejects: a service that fails is named in what was taken.
  return { taking, step, stop: () => running.current?.abort(), stopped: taking.isError };
}

/** Which service is asked, and how far it is. */
function Progress({ step: { service, page } }: { step: Step }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const text = t('reads.exportStep', { service: t(`reads.services.${service}`), page });
  useEffect(() => announce(text), [announce, text]);
  return <p className="hint reads-step">{text}</p>;
}
