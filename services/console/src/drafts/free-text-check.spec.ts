import { describe, expect, it } from '@jest/globals';
import { hintsIn } from './free-text-check';

const texts = (text: string, known?: string[]) => hintsIn(text, known).map((hint) => `${hint.kind}:${hint.text}`);

describe('the gentle check of free text', () => {
  it.each([
    ['Grijze bestelwagen 1-ABC-234 stond er weer', 'plate:1-ABC-234'],
    ['auto 2XYZ987 reed weg', 'plate:2XYZ987'],
    ['oude plaat ABC-123', 'plate:ABC-123'],
    ['gesproken met mevrouw Van den Berg', 'name:mevrouw Van den Berg'],
    ['vu par Mme Dupont hier', 'name:Mme Dupont'],
    ['de buren noemen Karim El Amrani', 'name:Karim El Amrani'],
    ['Jan Peeters woont daar', 'name:Jan Peeters'],
  ])('sees %s', (text, hint) => {
    expect(texts(text)).toContain(hint);
  });

  it.each([
    'Dealen aan het fietsenhok in de Molenstraat',
    'Sluikstort op de hoek van de Grote Markt',
    'Dépôt clandestin rue Neuve',
    'Twee jongeren met een bromfiets, rond 21:00',
    'Overlast in Sint Gillis',
    'De Lijn stopt hier niet meer',
    'Tussen nummer 12 en 14',
  ])('leaves alone: %s', (text) => {
    expect(texts(text)).toEqual([]);
  });

  it('names of wijken are places', () => {
    expect(texts('lawaai in Kouterhove Dorp', ['Kouterhove Dorp'])).toEqual([]);
  });

  it('stays quick on a long text', () => {
    const long = 'Jan de van den Aa '.repeat(2000);
    const started = performance.now();
    hintsIn(long);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
