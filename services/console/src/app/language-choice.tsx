import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { chooseLanguage, languages, type Language } from '../i18n';

// A language is named in itself, so that who needs it can find it.
const ownNames: Record<Language, string> = { nl: 'Nederlands', fr: 'Français', en: 'English' };

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <div className="choices">
      <p className="label" id="language-label">
        {t('app.language')}
      </p>
      <div className="row" role="group" aria-labelledby="language-label">
        {languages.map((language) => (
          <Button
            key={language}
            look="quiet"
            className={i18n.language === language ? 'chosen' : ''}
            aria-pressed={i18n.language === language}
            onPress={() => void chooseLanguage(language)}
          >
            <span lang={language}>{ownNames[language]}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}
