import { waitFor } from '../suite';
import type { Page } from './browser';

export interface Said {
  text: string;
  /** When it was said, in milliseconds of the page. */
  at: number;
}

/**
 * What a screen reader is given to say on this page from now on: the text of each polite region that it hears, and when. Under an
 * open dialog everything else is silent.
 */
export class Ear {
  private constructor(private readonly page: Page) {}

  static async at(page: Page): Promise<Ear> {
    await page.evaluate(`{
      window.spilSaid = [];
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const region = (target.closest ? target : target.parentElement)?.closest('.sr-only[role=status][aria-live=polite]');
          const over = document.querySelector('dialog:modal');
          if (!region?.textContent || (over && !over.contains(region))) continue;
          window.spilSaid.push({ text: region.textContent.trim(), at: performance.now() });
        }
      }).observe(document.body, { childList: true, characterData: true, subtree: true });
    }`);
    return new Ear(page);
  }

  said(): Promise<Said[]> {
    return this.page.evaluate<Said[]>('window.spilSaid');
  }

  /** Waits until this is said: a sentence waits for its turn, but not longer than two must lie apart. */
  hears(text: string): Promise<Said> {
    return waitFor(async () => (await this.said()).find((one) => one.text === text), 15_000);
  }
}
