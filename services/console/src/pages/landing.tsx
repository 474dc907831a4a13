import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LogIn, RotateCw } from 'lucide-react';
import { LanguageChoice } from '../app/language-choice';
import { useSession } from '../app/session';
import { Button } from '../components/button';
import { Loading } from '../components/states';

/** Before sign-in: what this is, one button, and honest words when it does not work. */
export function Landing() {
  const { t } = useTranslation();
  const { status, signIn, config } = useSession();
  useEffect(() => {
    document.title = `${t('welcome.title')} · ${t('app.name')}`;
  }, [t]);
  return (
    <main className="landing">
      <div className="landing-card">
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>{t('welcome.title')}</h1>
        <p>{t('welcome.text')}</p>
        {status === 'starting' && <Loading rows={1} />}
        {(status === 'signed-out' || status === 'signed-in') && (
          <Button look="main" className="wide-button" icon={<LogIn aria-hidden />} onPress={signIn} autoFocus>
            {t('welcome.button')}
          </Button>
        )}
        {status === 'unreachable' && <Trouble title={t('welcome.unreachableTitle')} text={t('welcome.unreachableText')} />}
        {status === 'failed' && <Trouble title={t('welcome.failedTitle')} text={t('welcome.failedText')} />}
        <LanguageChoice />
        {config?.demo && <p className="hint">{t('app.demo')}</p>}
      </div>
    </main>
  );
}

function Trouble({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation();
  return (
    <div className="notice attention" role="alert">
      <p className="notice-title">{title}</p>
      <p>{text}</p>
      <Button icon={<RotateCw aria-hidden />} onPress={() => location.assign('/')}>
        {t('welcome.again')}
      </Button>
    </div>
  );
}
