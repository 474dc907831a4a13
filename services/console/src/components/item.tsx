import { useTranslation } from 'react-i18next';
import { EyeOff, ShieldAlert } from 'lucide-react';
import type { Handling } from '../words/vocabulary';
import type { Evaluation } from '../words/evaluation';
import { Explained } from './explained';

/** Who may use it: a word, with the whole meaning when pressed. */
export function HandlingChip({ handling }: { handling: Handling }) {
  const { t } = useTranslation();
  return (
    <Explained className={`chip handling ${handling}`} explanation={t(`word.handlingWhy.${handling}`)}>
      {t(`word.handlingShort.${handling}`)}
    </Explained>
  );
}

/** "bron meestal betrouwbaar, niet bevestigd" with the code for those who think in codes. */
export function Reliability({ evaluation }: { evaluation: Evaluation }) {
  const text = useReliability();
  return (
    <span className="reliability">
      {text(evaluation)} <span className="code">{`${evaluation.source}${evaluation.information}`}</span>
    </span>
  );
}

export function useReliability(): (evaluation: Evaluation) => string {
  const { t } = useTranslation();
  return ({ source, information }) => `${t(`word.source.${source}`)}, ${t(`word.information.${information}`)}`;
}

/** What is hidden is shown as hidden, with the reason. */
export function Withheld({ parts }: { parts: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const name = (part: string) => (i18n.exists(`word.part.${part}`) ? t(`word.part.${part}` as 'word.part.fact') : part);
  if (parts.length === 0) return null;
  return (
    <ul className="withheld">
      {parts.map((part) => (
        <li key={part}>
          <EyeOff aria-hidden />
          {t('live.withheld', { part: name(part) })}
        </li>
      ))}
    </ul>
  );
}

/** A sentence that may keep somebody from harm: never folded away. */
export function SafetyLine({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <p className="safety">
      <ShieldAlert aria-hidden />
      <span>
        <strong>{t('live.safetyLine')}</strong> {text}
      </span>
    </p>
  );
}

interface Why {
  rule: string;
  level: 'briefing' | 'safety' | 'full';
  wijk: string;
  matched?: readonly string[];
}

/** "Waarom zie ik dit?": the rule, the place, what of mine it matched. */
export function WhyShown({ rule, level, wijk, matched = [] }: Why) {
  const { t } = useTranslation();
  return (
    <Explained
      className="link"
      explanation={
        <>
          <p>{t(`live.rules.${level}`)}</p>
          <p>{t('live.whyWijk', { wijk })}</p>
          {matched.length > 0 && <p>{t('live.whyMatched', { names: matched.join(', ') })}</p>}
          <RuleName rule={rule} />
        </>
      }
    >
      {t('live.why')}
    </Explained>
  );
}

/** What the rule is called in the policy: small and last, for who must prove it. */
export function RuleName({ rule }: { rule: string }) {
  const { t } = useTranslation();
  return <p className="code">{t('live.whyRule', { rule })}</p>;
}

/** Names of audiences in a person's words: `crew-noord` is "ploeg noord". */
export function useAudience(): (audience: string | undefined) => string {
  const { t, i18n } = useTranslation();
  return (audience) => {
    if (!audience) return t('notes.somebody');
    if (audience.startsWith('crew-')) return t('word.crewOf', { team: audience.slice('crew-'.length) });
    return i18n.exists(`word.desk.${audience}`) ? t(`word.desk.${audience}` as 'word.desk.environment') : audience;
  };
}
