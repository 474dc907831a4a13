import type { Locator, Page } from 'playwright-core';

/**
 * What a skilled hand needs (keystroke-level model); the machine's own time is measured. A key on a keyboard, a letter by two thumbs
 * on glass (forty words a minute), aiming with a finger and tapping once, aiming with a mouse and pressing once.
 */
const costMs = { key: 200, thumbed: 300, tap: 1_000, click: 1_300 };

/** One person at one page: every tap and every key is counted, and the time they would take is added to the time the page took. */
export class Hand {
  taps = 0;
  keys = 0;
  private handMs = 0;
  private started = Date.now();

  constructor(
    private readonly page: Page,
    /** There is glass to touch, and no mouse or keyboard. */
    readonly touch = false,
  ) {}

  /** From now on. */
  start(): void {
    this.taps = 0;
    this.keys = 0;
    this.handMs = 0;
    this.started = Date.now();
  }

  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    this.handMs += costMs.tap;
    await target.tap();
  }

  async click(target: Locator): Promise<void> {
    this.taps += 1;
    this.handMs += costMs.click;
    await target.click();
  }

  /** Once, with what this device has: a finger or a mouse. A click counts as a tap. */
  async hit(target: Locator): Promise<void> {
    await (this.touch ? this.tap(target) : this.click(target));
  }

  async press(...names: string[]): Promise<void> {
    for (const name of names) {
      this.keys += 1;
      this.handMs += costMs.key;
      await this.page.keyboard.press(name);
    }
  }

  /** Typed, letter by letter. */
  async type(text: string): Promise<void> {
    this.keys += text.length;
    this.handMs += text.length * (this.touch ? costMs.thumbed : costMs.key);
    await this.page.keyboard.type(text);
  }

  /** Dictated, or put there by the phone's own keyboard: the sentence is not counted in taps. */
  async say(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** The machine's time and the hand's. */
  get spentMs(): number {
    return Date.now() - this.started + this.handMs;
  }
}

/** Counts what a mouse or a finger does on the page from now on, so that "keyboard only" is something that can fail. */
export async function watchPointer(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(
    `window.spilPointed = 0; addEventListener('pointerdown', () => { window.spilPointed += 1; }, { capture: true }); undefined`,
  );
  return () => page.evaluate<number>('window.spilPointed');
}
