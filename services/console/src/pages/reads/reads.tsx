import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Search } from 'lucide-react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Page } from '../../components/page';
import { numberIn } from './record-number';
import { RecordReads } from './record-reads';
import './reads.css';

/** Inzage: who saw this, and why it was allowed. One number in, the whole account out. */
export default function Reads() {
  const { t } = useTranslation();
  const { recordId } = useParams();
  const known = recordId === undefined ? undefined : numberIn(recordId);
  return (
    <Page title={t('reads.title')} wide>
      <NumberForm key={`form ${recordId}`} recordId={recordId} />
      {known && <RecordReads key={`reads ${known}`} recordId={known} />}
      <NotHere />
    </Page>
  );
}

function NumberForm({ recordId = '' }: { recordId?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState(recordId);
  const [wrong, setWrong] = useState(recordId !== '' && !numberIn(recordId));
  // The one thing to do here; with an answer below it the answer is what one came for.
  useEffect(() => {
    if (recordId === '') document.querySelector<HTMLInputElement>('.reads-form input')?.focus();
  }, [recordId]);
  const look = () => {
    const found = numberIn(text);
    setWrong(!found);
    if (found) void navigate(`/inzage/${found}`);
  };
  return (
    <form
      className="reads-form no-print"
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <TextField
        label={t('app.recordNumber')}
        hint={t('reads.hint')}
        error={wrong ? t('reads.noNumber') : undefined}
        value={text}
        onText={setText}
        autoComplete="off"
        spellCheck={false}
      />
      <Button look="main" type="submit" icon={<Search aria-hidden />}>
        {t('reads.look')}
      </Button>
    </form>
  );
}

/** Where the account ends: said, so that silence is not taken for "nobody". */
function NotHere() {
  const { t } = useTranslation();
  return (
    <section className="reads-limits hint" aria-labelledby="reads-limits">
      <h2 id="reads-limits">{t('reads.limits')}</h2>
      <ul>
        <li>{t('reads.limitFree')}</li>
        <li>{t('reads.limitMediation')}</li>
        <li>{t('reads.limitLooks')}</li>
        <li>{t('reads.limitLogged')}</li>
      </ul>
    </section>
  );
}
