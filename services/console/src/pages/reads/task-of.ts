/** For what one was reading: many actions are one task. */
export const taskOf: Partial<Record<string, 'ownNotes' | 'inbox' | 'briefing' | 'calls' | 'contacts' | 'followed' | 'account'>> = {
  'read-note': 'ownNotes',
  'list-my-notes': 'ownNotes',
  'find-my-notes': 'ownNotes',
  'list-inbox': 'inbox',
  'read-item': 'inbox',
  'find-items': 'inbox',
  'try-subscription': 'inbox',
  'list-briefings': 'briefing',
  'read-scene-card': 'calls',
  'list-calls': 'calls',
  'list-promises': 'calls',
  'list-citizen-contacts': 'contacts',
  'follow-contact': 'followed',
  'who-read': 'account',
};
