import { keepChoice, keptChoice } from './kept-choice';

export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];
const remembered = 'spil.appearance';

export const appearance = (): Appearance => appearances.find((known) => known === keptChoice(remembered)) ?? 'system';

/** Light, dark, or as the device has it; remembered on this device. */
export function chooseAppearance(chosen: Appearance): void {
  keepChoice(remembered, chosen);
  startAppearance();
}

export function startAppearance(): void {
  const chosen = appearance();
  if (chosen === 'system') delete document.documentElement.dataset['appearance'];
  else document.documentElement.dataset['appearance'] = chosen;
}
