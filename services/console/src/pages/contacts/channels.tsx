import { useTranslation } from 'react-i18next';
import { contactChannels } from '../../words/vocabulary';
import type { AnswerOf } from '../../api/routes';
import { TextField } from '../../components/field';

type Channel = AnswerOf<'setReachability'>['channels'][number];
const hints: Partial<Record<Channel['kind'], 'reach.deskHint'>> = { desk: 'reach.deskHint' };

/** One field for each way to be reached; an empty one is not told to anybody. */
export function Channels({ channels, onChange }: { channels: readonly Channel[]; onChange: (channels: Channel[]) => void }) {
  const { t } = useTranslation();
  const set = (kind: Channel['kind'], value: string) => onChange([...channels.filter((one) => one.kind !== kind), { kind, value }]);
  return (
    <fieldset>
      <legend className="label">{t('reach.channels')}</legend>
      <p className="hint">{t('reach.channelsWhy')}</p>
      {contactChannels
        .filter((kind) => kind !== 'visit')
        .map((kind) => {
          const hint = hints[kind];
          return (
            <TextField
              key={kind}
              label={t(`contacts.channel.${kind}`)}
              hint={hint && t(hint)}
              max={200}
              autoComplete="off"
              value={channels.find((one) => one.kind === kind)?.value ?? ''}
              onText={(value) => set(kind, value)}
            />
          );
        })}
    </fieldset>
  );
}
