import { env, int, json } from '@spil/config';
import { isDay } from '@spil/domain-kit';
import { standardConfig } from '@spil/service-host';
import { proposedPromiseTargets, type PromiseTarget } from './domain/response';
import { proposedSceneRules, type SceneRule } from './domain/scene';
import { isTriageTable, proposedTriage, type TriageTable } from './domain/triage';
import { proposedTargets, type StatusTarget } from './domain/unit-attention';
import { nextStatuses } from './domain/unit-status';

const positive = (...values: unknown[]): boolean =>
  values.every((value) => typeof value === 'number' && Number.isInteger(value) && value > 0);
const isScene = (one: Partial<SceneRule> | null): boolean =>
  isDay(one?.from) && positive(one?.radiusMetres, one?.itemDays, one?.callDays, one?.mostLines);
const isTarget = (one: Partial<StatusTarget> | null): boolean =>
  isDay(one?.from) && Object.hasOwn(nextStatuses, one?.status ?? '') && positive(one?.warnMinutes, one?.alertMinutes);
const isPromise = (one: Partial<PromiseTarget> | null): boolean => isDay(one?.from) && positive(one?.warnMinutes);

/** Everything this service reads from its environment. */
export const config = env(
  {
    ...standardConfig,
    /** Metres a place may lie outside every border and still belong to the nearest wijk. */
    PLACE_TOLERANCE_METRES: int({ default: 25, max: 1_000 }),
    /** How far around a call its scene card looks, and how long back: `[{"from":"2026-01-01","radiusMetres":250,"itemDays":90,"callDays":90,"mostLines":12}]`. */
    SCENE_RULES: json<readonly SceneRule[], { default: readonly SceneRule[] }>({
      default: proposedSceneRules,
      shape: (value) => (Array.isArray(value) && value.every(isScene) ? (value as SceneRule[]) : undefined),
    }),
    /** After how many minutes a unit's status asks for a look, and is too long: `[{"from":"2026-01-01","status":"assigned","warnMinutes":3,"alertMinutes":6}]`. */
    UNIT_TARGETS: json<readonly StatusTarget[], { default: readonly StatusTarget[] }>({
      default: proposedTargets,
      shape: (value) => (Array.isArray(value) && value.every(isTarget) ? (value as StatusTarget[]) : undefined),
    }),
    /** What is proposed for a triage, first line that fits, the last one for all: `[{"from":"2026-01-01","lines":[{"urgency":"urgent","response":"IMMEDIATE","withinMinutes":15},{"response":"LATER","withinMinutes":240}]}]`. */
    TRIAGE_RULES: json<readonly TriageTable[], { default: readonly TriageTable[] }>({
      default: proposedTriage,
      shape: (value) => (Array.isArray(value) && value.every(isTriageTable) ? (value as TriageTable[]) : undefined),
    }),
    /** How many minutes before a promised time the dispatch room is warned: `[{"from":"2026-01-01","warnMinutes":10}]`. */
    PROMISE_TARGETS: json<readonly PromiseTarget[], { default: readonly PromiseTarget[] }>({
      default: proposedPromiseTargets,
      shape: (value) => (Array.isArray(value) && value.every(isPromise) ? (value as PromiseTarget[]) : undefined),
    }),
  },
  { readme: 'services/intervention/README.md' },
);
