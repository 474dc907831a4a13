import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/use';
import { useWijken } from '../../api/wijken';
import { placesOf } from '../places';
import { usePerson } from '../session';

export interface Result {
  id: string;
  kind: 'place' | 'wijk' | 'note' | 'item';
  label: string;
  hint?: string;
  to: string;
}

/** What is looked for rests a moment, so that the server, which logs each hit, is not asked for every letter. */
function useRested(text: string, ms: number): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return rested;
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}|\u00ad/gu, '')
    .toLowerCase();
const most = 5;
const lettersForServer = 3;

/** Everything with these words that this person may see: places and wijken from what is here, notes and items as the server answers. */
export function useResults(typed: string): { results: Result[]; looking: boolean } {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const places = placesOf(roles);
  const has = (...ids: string[]) => places.some(({ id }) => ids.includes(id));
  const text = useRested(typed.trim(), 250);
  const asks = text.length >= lettersForServer;
  const wijken = useWijken(has('wijken'));
  const notes = useAsk('findMyNotes', { text }, { enabled: asks && has('notes'), freshMs: 60_000 });
  const items = useAsk('findItems', { text }, { enabled: asks && has('inbox', 'environmentInbox'), freshMs: 60_000 });
  const fits = (label: string) => folded(label).includes(folded(typed.trim()));
  const results: Result[] = [
    ...places.map(({ id, path }): Result => ({
      id: `place-${id}`,
      kind: 'place',
      label: t(`nav.${id}`).replaceAll('\u00ad', ''),
      to: path,
    })),
    ...(typed.trim() === '' ? [] : (wijken.data?.features ?? [])).map(({ id, properties }): Result => ({
      id: `wijk-${id}`,
      kind: 'wijk',
      label: properties.name,
      hint: properties.municipality,
      to: `/wijken/${id}`,
    })),
  ].filter(({ label }) => fits(label));
  const found: Result[] = asks
    ? [
        ...(notes.data?.notes ?? []).map((one): Result => {
          const hint = `${t(`word.theme.${one.theme}`)} · ${one.wijkName}`;
          return { id: `note-${one.noteId}`, kind: 'note', label: one.headline, hint, to: `/mijn-meldingen/${one.noteId}` };
        }),
        ...(items.data?.entries ?? []).map((one): Result => {
          const theme = t(`word.theme.${one.theme}`);
          return { id: `item-${one.itemId}`, kind: 'item', label: one.headline ?? theme, hint: theme, to: `/opsporing/${one.itemId}` };
        }),
      ]
    : [];
  const limited = (['place', 'wijk', 'note', 'item'] as const).flatMap((kind) =>
    [...results, ...found].filter((one) => one.kind === kind).slice(0, kind === 'place' ? 10 : most),
  );
  return { results: limited, looking: notes.isFetching || items.isFetching };
}
