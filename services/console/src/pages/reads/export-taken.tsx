import { useTranslation } from 'react-i18next';
import { Done, useProblemText } from '../../components/states';
import { exactTime } from '../../i18n/time';
import type { Collected } from './collect-proofs';
import { tallyOf } from './lines';
import { useTallyWords } from './read-words';

/** What is in the file and what is not; and the keys, which are worth writing down elsewhere than beside the file. */
export function ExportTaken({ collected: { file, missing } }: { collected: Collected }) {
  const { t } = useTranslation();
  const words = useTallyWords();
  const lines = file.proofs.flatMap((proof) => proof.lines.map(({ line }) => line));
  const tally = tallyOf(lines.map((line) => ({ actor: line['spil.actor'], decision: line['spil.decision'] })));
  const keys = new Map(file.proofs.map(({ checkpoint }) => [checkpoint.service, checkpoint.fingerprint]));
  return (
    <>
      {file.proofs.length > 0 && <Done>{lines.length > 0 ? t('reads.exported', { said: words(tally) }) : t('reads.exportedNone')}</Done>}
      <NotTaken file={file} missing={missing} />
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

/** Which services are not in the file and why, and of which the oldest lines are not. */
function NotTaken({ file: { proofs, cutAt = [] }, missing }: Collected) {
  const { t, i18n } = useTranslation();
  const text = useProblemText();
  if (missing.length + cutAt.length === 0) return null;
  return (
    <div className="notice attention" role="alert">
      <p className="notice-title">{proofs.length > 0 ? t('reads.exportPart') : t('reads.exportNothing')}</p>
      <ul>
        {missing.map(({ service, problem }) => (
          <li key={service}>
            {t(`reads.services.${service}`)}: {text(problem)}
          </li>
        ))}
        {cutAt.map(({ service, at }) => (
          <li key={service}>{t('reads.exportCut', { service: t(`reads.services.${service}`), moment: exactTime(at, i18n.language) })}</li>
        ))}
      </ul>
    </div>
  );
}
