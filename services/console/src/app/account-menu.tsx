import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Footprints, LogOut, UserRound } from 'lucide-react';
import { Button } from '../components/button';
import { ChooseOne } from '../components/choices';
import { place } from '../components/explained';
import { appearance, appearances, chooseAppearance } from './appearance';
import { LanguageChoice } from './language-choice';
import { usePerson, useSession } from './session';
import { startTour } from './tour/tour';

/** Who I am, language, light or dark, leaving. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { signOut, config } = useSession();
  const person = usePerson();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [look, setLook] = useState(appearance);
  return (
    <>
      <button ref={button} type="button" className="account" popoverTarget={id} aria-label={`${t('app.menu')}: ${person.name}`}>
        <UserRound aria-hidden />
        <span className="account-name">{person.name}</span>
      </button>
      <div ref={box} id={id} popover="auto" className="account-box" onToggle={() => place(button.current, box.current)}>
        <p className="strong">{person.name}</p>
        <p className="hint">{person.roles.map((role) => t(`word.role.${role}`)).join(', ')}</p>
        {config?.demo && <p className="hint">{t('app.demo')}</p>}
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
        <Button
          onPress={() => {
            box.current?.hidePopover();
            startTour();
          }}
          icon={<Footprints aria-hidden />}
        >
          {t('tour.title')}
        </Button>
        <Button onPress={signOut} icon={<LogOut aria-hidden />}>
          {t('app.signOut')}
        </Button>
      </div>
    </>
  );
}
