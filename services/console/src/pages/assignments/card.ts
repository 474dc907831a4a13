export const nobody = { personId: '', displayName: '', phone: '', email: '' };
/** One who answers for a wijk, as typed. */
export type Card = typeof nobody;

const isEmpty = (text: string): boolean => text.trim() === '';

export const isGiven = ({ personId, displayName }: Card): boolean => !isEmpty(personId) && !isEmpty(displayName);

/** Something stands there, so somebody is meant: without a name and a sign-in name it is not whole, and not nobody either. */
export const isBegun = (card: Card): boolean => Object.values(card).some((text) => !isEmpty(text));

export const cardOf = ({ personId, displayName, phone, email }: Card) => ({
  personId: personId.trim(),
  displayName: displayName.trim(),
  ...(!isEmpty(phone) && { phone: phone.trim() }),
  ...(!isEmpty(email) && { email: email.trim() }),
});

/** Who is appointed; undefined while the inspector is missing or the deputy is half filled in. */
export function appointed(inspector: Card, deputy: Card) {
  if (!isGiven(inspector) || (isBegun(deputy) && !isGiven(deputy))) return undefined;
  return { inspector: cardOf(inspector), ...(isGiven(deputy) && { deputy: cardOf(deputy) }) };
}
