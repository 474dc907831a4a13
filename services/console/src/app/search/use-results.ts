import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/use';
import type { AnswerOf } from '../../api/routes';
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
  const { roles } = usePerson();
  const places = placesOf(roles);
  const has = (...ids: string[]) => places.some(({ id }) => ids.includes(id));
  const text = useRested(typed.trim(), 250);
  const asks = text.length >= lettersForServer;
  const wijken = useWijken(has('wijken'));
  const notes = useAsk('findMyNotes', { text }, { enabled: asks && has('notes'), freshMs: 60_000 });
  const items = useAsk('findItems', { text }, { enabled: asks && has('inbox', 'environmentInbox'), freshMs: 60_000 });
  const here = useHere(typed, wijken.data);
  const found = useFound(notes.data, items.data);
  const results = (['place', 'wijk', 'note', 'item'] as const).flatMap((kind) =>
    [...here, ...found].filter((one) => one.kind === kind).slice(0, kind === 'place' ? 10 : most),
  );
  return { results, looking: text !== typed.trim() || notes.isFetching || items.isFetching };
}

/** Places and wijken: what the application knows already. */
function useHere(typed: string, wijken: AnswerOf<'listNeighbourhoods'> | undefined): Result[] {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const wanted = folded(typed.trim());
  const places = placesOf(roles).map(({ id, path }): Result => ({
    id: `place-${id}`,
    kind: 'place',
    label: t(`nav.${id}`).replaceAll('\u00ad', ''),
    to: path,
  }));
  const named = (wijken?.features ?? []).map(({ id, properties: { name, municipality } }): Result => ({
    id: `wijk-${id}`,
    kind: 'wijk',
    label: name,
    hint: municipality,
    to: `/wijken/${id}`,
  }));
  return [...places, ...(wanted === '' ? [] : named)].filter(({ label }) => folded(label).includes(wanted));
}

/** What the server answered. */
function useFound(notes?: AnswerOf<'findMyNotes'>, items?: AnswerOf<'findItems'>): Result[] {
  const { t } = useTranslation();
  return [
    ...(notes?.notes ?? []).map(({ noteId, headline, theme, wijkName }): Result => {
      const hint = `${t(`word.theme.${theme}`)} · ${wijkName}`;
      return { id: `note-${noteId}`, kind: 'note', label: headline, hint, to: `/mijn-meldingen/${noteId}` };
    }),
    ...(items?.entries ?? []).map(({ itemId, headline, theme }): Result => {
      const named = t(`word.theme.${theme}`);
      return { id: `item-${itemId}`, kind: 'item', label: headline ?? named, hint: named, to: `/opsporing/${itemId}` };
    }),
  ];
}
