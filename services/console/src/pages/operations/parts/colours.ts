import { useEffect, useState } from 'react';

/** Resolves our colour tokens, which a canvas cannot read by itself. */
export interface Palette {
  lines: string[];
  text: string;
  grid: string;
  failed: string;
}
const lines = ['--plot-1', '--plot-2', '--plot-3', '--plot-4', '--plot-5', '--plot-6'];

function resolved(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

const palette = (): Palette => ({
  lines: lines.map(resolved),
  text: resolved('--quiet'),
  grid: resolved('--line'),
  failed: resolved('--amber'),
});

/** The colours of now; new ones when light turns dark, by hand or by the device. */
export function usePalette(): Palette {
  const [colours, setColours] = useState(palette);
  useEffect(() => {
    const renew = () => setColours(palette());
    const byHand = new MutationObserver(renew);
    byHand.observe(document.documentElement, { attributes: true, attributeFilter: ['data-appearance'] });
    const byDevice = matchMedia('(prefers-color-scheme: dark)');
    byDevice.addEventListener('change', renew);
    return () => {
      byHand.disconnect();
      byDevice.removeEventListener('change', renew);
    };
  }, []);
  return colours;
}
