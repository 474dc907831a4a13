import { useTranslation } from 'react-i18next';
import type { Labels } from '../api/prom';

/** Where the failing hop of each alert is seen best: one click from the overview. */
const placeOf: Readonly<Record<string, (labels: Labels) => string>> = {
  DeadLetter: () => '/operaties/opzij',
  ForgedMessage: () => '/operaties/opzij',
  ConsumerStalled: ({ stream = '', consumer = '' }) => `/operaties/stromen?mark=${stream}+${consumer}`,
  ConsumerBehind: ({ stream = '', consumer = '' }) => `/operaties/stromen?mark=${stream}+${consumer}`,
  StreamNearlyFull: ({ stream = '' }) => `/operaties/stromen?mark=${stream}`,
  RelayStuck: ({ service_name = '' }) => `/operaties/stromen?mark=${service_name}`,
  FeedsCut: () => '/operaties/stromen',
  DatabaseSlow: ({ service_name = '', db_collection_name = '' }) =>
    `/operaties/sporen?service=${service_name}&operation=store+${db_collection_name}&sort=slowest&range=15m`,
  SlowToScreen: () => '/operaties/sporen?service=gateway&operation=POST+%2Fv1%2Fnotes&sort=slowest&range=15m',
  EventLoopLag: ({ service_name = '' }) => `/operaties/sporen?service=${service_name}&sort=slowest&range=15m`,
};

/** The page to go to for an alert; its runbook when it has none of its own. */
export const placeOfAlert = (name: string, labels: Labels): string => placeOf[name]?.(labels) ?? `/operaties/alarmen?alarm=${name}`;

/** An alert as people say it; one this release does not know has its own name. */
export function useAlertWords(): { says: (name: string) => string; first: (name: string) => string } {
  const { t, i18n } = useTranslation();
  const word = (key: string, other: string) => (i18n.exists(key) ? t(key as 'operations.alert.DeadLetter') : other);
  return { says: (name) => word(`operations.alert.${name}`, name), first: (name) => word(`operations.first.${name}`, '') };
}

/** What an alert is about: its labels without those every alert has. */
export const aboutOf = (labels: Labels): string =>
  Object.entries(labels)
    .filter(([name]) => !['alertname', 'severity'].includes(name))
    .map(([, value]) => value)
    .join(' · ');
