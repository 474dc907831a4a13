import { useTranslation } from 'react-i18next';
import { UserPlus, UserX } from 'lucide-react';
import { Button } from '../../components/button';
import { SelectField, TextArea, TextField } from '../../components/field';
import { subjectCategories } from '../../words/vocabulary';
import type { FormProps } from './note-form';

/** Nothing personal unless this part is opened, and it says what opening it means. */
export function PersonPart({ draft, change, errors }: FormProps) {
  const { t } = useTranslation();
  const { person } = draft;
  if (!person) {
    return (
      <section className="part" data-field="person" aria-label={t('street.person')}>
        <Button icon={<UserPlus aria-hidden />} onPress={() => change({ person: { category: 'third', name: '', description: '' } })}>
          {t('street.addPerson')}
        </Button>
        <p className="hint">{t('street.personWhy')}</p>
      </section>
    );
  }
  return (
    <section className="part personal" data-field="person" aria-label={t('street.person')}>
      <h2>{t('street.person')}</h2>
      <p className="hint">{t('street.personWhy')}</p>
      {errors['person'] && <p className="error">{errors['person']}</p>}
      <SelectField
        label={t('street.personCategory')}
        options={subjectCategories}
        text={(category) => t(`word.category.${category}`)}
        value={person.category}
        onChoose={(category) => change({ person: { ...person, category } })}
      />
      <TextField
        label={t('street.personName')}
        hint={t('app.optional')}
        max={200}
        autoComplete="off"
        value={person.name}
        onText={(name) => change({ person: { ...person, name } })}
      />
      <TextArea
        label={t('street.personDescription')}
        hint={t('app.optional')}
        max={1000}
        value={person.description}
        onText={(description) => change({ person: { ...person, description } })}
      />
      <Button icon={<UserX aria-hidden />} onPress={() => change({ person: undefined })}>
        {t('street.removePerson')}
      </Button>
    </section>
  );
}
