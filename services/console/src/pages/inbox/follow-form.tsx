import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { useKeptDraft } from '../../app/kept-draft';
import { newSending, whenSent } from '../../app/sent-once';
import { Button } from '../../components/button';
import { ChooseSome } from '../../components/choices';
import { TextField, SelectField } from '../../components/field';
import { TryOut } from './try-out';
import { Done, Failed, useFieldErrors } from '../../components/states';
import { WijkChoice } from '../../components/wijk-choice';
import { ZoneMap } from '../../components/zone-map';
import type { LonLat } from '../../components/zone-map-view';
import { themes as allThemes, type Theme } from '../../words/vocabulary';

const radii = [0, 250, 500, 1000, 2000, 5000] as const;
const fresh = () => ({
  ...newSending(),
  name: '',
  themes: [] as Theme[],
  wijkIds: [] as string[],
  text: '',
  radius: 0,
  point: undefined as LonLat | undefined,
});
type Draft = ReturnType<typeof fresh>;

/** Parts that are filled in must all hold. */
function criteriaOf({ themes, wijkIds, text, radius, point }: Draft): RequestOf<'subscribe'>['criteria'] {
  return {
    ...(themes.length > 0 && { themes }),
    ...(wijkIds.length > 0 && { wijkIds }),
    ...(point && radius > 0 && { near: { point, radiusMetres: radius } }),
    ...(text.trim() !== '' && { text: text.trim() }),
  };
}

export function FollowForm() {
  const { t } = useTranslation();
  const { draft, change, renew } = useKeptDraft('subscription', fresh);
  const follow = useWish('subscribe', ['listSubscriptions']);
  const errors = useFieldErrors(follow.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const themeNames = draft.themes.map((theme) => t(`word.theme.${theme}`)).join(', ');
    const name = draft.name.trim() || themeNames.slice(0, 120) || draft.text.trim() || t('following.near');
    void whenSent(follow.mutateAsync({ request: { name, criteria: criteriaOf(draft) }, key: draft.key }), { arrived: renew, change });
  };
  return (
    <form className="part" onSubmit={submit} aria-label={t('following.add')} noValidate>
      <h2>{t('following.add')}</h2>
      <ChooseSome
        label={t('following.themes')}
        options={allThemes}
        text={(theme) => t(`word.theme.${theme}`)}
        value={draft.themes}
        error={errors['criteria']}
        onChange={(themes) => change({ themes })}
      />
      <WijkChoice value={draft.wijkIds} onChange={(wijkIds) => change({ wijkIds })} />
      <RadiusPart draft={draft} change={change} />
      <TextField label={t('following.text2')} hint={t('app.optional')} max={80} value={draft.text} onText={(text) => change({ text })} />
      <TextField
        label={t('following.name')}
        hint={t('following.nameHint')}
        max={120}
        value={draft.name}
        error={errors['name']}
        onText={(name) => change({ name })}
      />
      <TryOut criteria={criteriaOf(draft)} />
      <Button type="submit" look="main" isDisabled={follow.isPending}>
        {t('following.save')}
      </Button>
      {follow.isError && <Failed problem={follow.error} />}
      {follow.isSuccess && <Done>{t('following.saved', { name: follow.data.name })}</Done>}
    </form>
  );
}

function RadiusPart({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('following.near')}</summary>
      <SelectField
        label={t('following.radius')}
        options={radii}
        text={(metres) => (metres === 0 ? t('following.radiusOff') : t('following.metres', { count: metres }))}
        value={draft.radius as (typeof radii)[number]}
        onChoose={(radius) => change({ radius })}
      />
      <ZoneMap
        className="small"
        chosen={draft.point}
        circleMetres={draft.radius}
        onPick={(point) => change({ point, radius: draft.radius || 500 })}
      />
    </details>
  );
}
