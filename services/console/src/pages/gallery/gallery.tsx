import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Send } from 'lucide-react';
import { Problem } from '../../api/problem';
import { appearance, appearances, chooseAppearance } from '../../app/appearance';
import { LanguageChoice } from '../../app/language-choice';
import { Button } from '../../components/button';
import { ChooseOne, ChooseSome } from '../../components/choices';
import { TextField } from '../../components/field';
import { HandlingChip, Reliability, SafetyLine, Withheld } from '../../components/item';
import { Asked, Done, Empty, Failed, Loading } from '../../components/states';
import { Age, AsOf } from '../../components/time';
import { handlingCodes, themes, type Theme } from '../../words/vocabulary';

const old = '2026-01-12T10:00:00.000Z';
const stale = { data: 1, isError: true, error: new Problem('network', 0), refetch: () => undefined, dataUpdatedAt: Date.parse(old) };

/** Development only: every state a page can be in, to be looked at in light and dark, in each language. */
export default function Gallery() {
  const { t } = useTranslation();
  const [look, setLook] = useState(appearance);
  return (
    <main className="page">
      <h1>{t('gallery.title')}</h1>
      <LanguageChoice />
      <ChooseOne
        label={t('app.appearance')}
        options={appearances}
        text={(one) => t(`app.appearances.${one}`)}
        value={look}
        onChange={(one) => {
          chooseAppearance(one);
          setLook(one);
        }}
      />
      <State name={t('gallery.loading')}>
        <Loading rows={3} />
      </State>
      <State name={t('gallery.empty')}>
        <Empty title={t('inbox.emptyTitle')} text={t('inbox.emptyText')} />
      </State>
      <State name={t('gallery.error')}>
        <Failed problem={new Problem('unavailable', 503)} again={() => undefined} />
        <Failed problem={new Problem('forbidden', 403)} />
      </State>
      <State name={t('gallery.offline')}>
        <AsOf at={old} />
        <Failed problem={new Problem('network', 0)} again={() => undefined} />
      </State>
      <State name={t('gallery.stale')}>
        <Asked query={stale as never}>{() => <p>{t('word.theme.noise')}</p>}</Asked>
      </State>
      <Redacted />
      <Controls />
    </main>
  );
}

function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="part" aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

function Redacted() {
  const { t } = useTranslation();
  return (
    <State name={t('gallery.redacted')}>
      <Withheld parts={['fact', 'person']} />
      <SafetyLine text={t('street.safetyHint')} />
      <p className="card-line">
        <Age at={old} exact /> · <Reliability evaluation={{ source: 'B', information: 2 }} />
      </p>
      <p className="row">
        {handlingCodes.map((handling) => (
          <HandlingChip key={handling} handling={handling} />
        ))}
      </p>
    </State>
  );
}

function Controls() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState<Theme>('violence');
  const [several, setSeveral] = useState<Theme[]>(['drugs']);
  const named = (one: Theme) => t(`word.theme.${one}`);
  return (
    <State name={t('gallery.controls')}>
      <p className="row">
        <Button look="main" icon={<Send aria-hidden />}>
          {t('street.send')}
        </Button>
        <Button>{t('app.cancel')}</Button>
        <Button look="quiet">{t('street.undo')}</Button>
        <Button isDisabled>{t('street.sending')}</Button>
      </p>
      <ChooseOne label={t('street.theme')} options={themes.slice(0, 5)} text={named} value={theme} onChange={setTheme} />
      <ChooseSome
        label={t('following.themes')}
        options={themes.slice(0, 5)}
        text={named}
        value={several}
        error={t('problem.field.required')}
        onChange={setSeveral}
      />
      <TextField
        label={t('street.personName')}
        hint={t('app.optional')}
        error={t('problem.field.required')}
        value=""
        onText={() => undefined}
      />
      <Done>{t('sent.title')}</Done>
    </State>
  );
}
