import type { scene as nl } from '../nl/scene';

export const scene: typeof nl = {
  scene: {
    title: 'What awaits you there',
    shown: { sent: 'Your task', new: 'New call in your area', chosen: 'Around this call' },
    known: 'What we know',
    nothing: 'Nothing known near this call.',
    looked: 'Looked up to {{metres}} m around the call, {{days}} days back.',
    print: 'Print',
    earlier: 'Earlier call: {{nature}}',
    point: 'Sensitive point: {{label}}',
    verified: 'last verified',
    here: 'At the same place.',
    distance: 'About {{metres}} m from the call.',
    rules: {
      'crew-reads-own-area': 'Your crew is on duty in this wijk.',
      'crew-reads-on-call': 'Your crew was sent to a call at this place.',
      'dispatcher-reads-briefing': 'The dispatch room sees what the crews may know.',
      'earlier-call': 'There was a call here before; only its nature and its time.',
      'sensitive-point': 'The environment desk follows this place; you see what counts for your safety.',
    },
    attention: { warn: 'Takes long', alert: 'Takes too long' },
    noPosition: 'place unknown',
    sendWho: 'Which unit?',
    sendPick: 'Choose a unit',
    gone: '{{unit}} can no longer go. Choose another unit.',
    send: 'Send unit',
    sent: 'sent: {{units}}',
    sentNow: 'The crew sees the call and what awaits it.',
    nobodyFree: 'No other unit can leave.',
  },
};
