import { useTranslation } from 'react-i18next';
import { ChooseOne } from '../../../components/choices';
import { TextField } from '../../../components/field';
import { fromLocalInput, momentOf } from '../../../i18n/time';
import { noticeMotives, type NoticeMotive } from '../../../words/vocabulary';
import type { AnswerDraft } from './drafts';

interface Props {
  draft: AnswerDraft;
  change: (part: Partial<AnswerDraft>) => void;
  errors: Record<string, string>;
  motives?: readonly NoticeMotive[];
}

/** I06: why and by when, and the sentence to say with the caller still on the line. */
export function NoticeFields({ draft, change, errors, motives = noticeMotives }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <ChooseOne
        label={t('answer.motive')}
        options={motives}
        text={(one) => t(`word.motive.${one}`)}
        value={draft.motive}
        error={errors['motive']}
        onChange={(motive) => change({ motive })}
      />
      {draft.motive === 'other' && (
        <TextField
          label={t('answer.words')}
          hint={t('answer.wordsHint')}
          max={500}
          autoComplete="off"
          value={draft.words ?? ''}
          onText={(words) => change({ words })}
        />
      )}
      <TextField
        label={t('answer.until')}
        type="datetime-local"
        value={draft.until ?? ''}
        error={errors['expectedAt']}
        onText={(until) => change({ until })}
      />
      <ToSay draft={draft} />
    </>
  );
}

function ToSay({ draft: { motive, words, until } }: Pick<Props, 'draft'>) {
  const { t, i18n } = useTranslation();
  const expectedAt = until === undefined ? undefined : fromLocalInput(until);
  const why = motive === 'other' ? words?.trim() : motive && t(`answer.said.${motive}`);
  if (!why || !expectedAt) return null;
  const { time, today } = momentOf(expectedAt, i18n.language, Date.now());
  return (
    <p className="to-say" role="status">
      <span className="label">{t('answer.say')}</span>
      <q>{[why, t(today ? 'answer.by' : 'answer.byDay', { time })].join(' ')}</q>
    </p>
  );
}
