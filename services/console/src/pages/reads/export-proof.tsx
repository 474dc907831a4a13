import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FileCheck2 } from 'lucide-react';
import { useApi } from '../../app/session';
import { Button } from '../../components/button';
import { Done } from '../../components/states';
import { Dialog } from '../../components/dialog';
import { collectProofs, saveFile, type Collected } from './collect-proofs';
import { isAsking } from './lines';

interface Props {
  recordId: string;
  also: readonly string[];
  ready: boolean;
}

/** One file with everything that is needed to prove the account without us. */
export function ExportProof({ recordId, also, ready }: Props) {
  const { t } = useTranslation();
  const api = useApi();
  const taking = useMutation<Collected, Error>({
    mutationFn: async () => {
      const collected = await collectProofs(api, recordId, also);
      if (collected.file.proofs.length > 0) saveFile(`inzage-${recordId}.json`, collected.file);
      return collected;
    },
  });
  return (
    <>
      <Button look="main" icon={<FileCheck2 aria-hidden />} onPress={() => taking.mutate()} isDisabled={!ready || taking.isPending}>
        {taking.isPending ? t('reads.exporting') : t('reads.export')}
      </Button>
      <Dialog title={t('reads.exportTitle')} open={taking.isSuccess} onClose={() => taking.reset()}>
        {taking.data && <Taken collected={taking.data} />}
        <Button look="main" onPress={() => taking.reset()}>
          {t('reads.close')}
        </Button>
      </Dialog>
    </>
  );
}

/** What is in the file and what is not; and the keys, which are worth writing down elsewhere than beside the file. */
function Taken({ collected: { file, missing } }: { collected: Collected }) {
  const { t } = useTranslation();
  const types = file.proofs.flatMap(({ lines }) => lines.map(({ line }) => line['dpl.core.data_subject_id_type']));
  const looks = types.filter((subjectType) => isAsking({ subjectType })).length;
  const said = { reads: t('reads.count', { count: types.length - looks }), looks: t('reads.lookLines', { count: looks }) };
  const keys = new Map(file.proofs.map(({ checkpoint }) => [checkpoint.service, checkpoint.fingerprint]));
  return (
    <>
      {file.proofs.length > 0 && <Done>{t('reads.exported', said)}</Done>}
      {missing.length > 0 && (
        <p className="notice attention" role="alert">
          {t('reads.exportMissing', { services: missing.map(({ service }) => t(`reads.services.${service}`)).join(', ') })}
        </p>
      )}
      {keys.size > 0 && <p className="hint">{t('reads.keys')}</p>}
      <dl className="reads-keys">
        {[...keys].map(([service, fingerprint]) => (
          <div key={service}>
            <dt>{t(`reads.services.${service as 'wijk'}`)}</dt>
            <dd className="code">{fingerprint}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
