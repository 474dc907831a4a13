export interface Party {
  name: string;
  contact: string;
}

const isEmpty = (text: string): boolean => text.trim() === '';

/** How to reach somebody, but not whom. */
export const lacksName = ({ name, contact }: Party): boolean => isEmpty(name) && !isEmpty(contact);

/** The parties as they are sent; a card on which nothing was filled in is nobody. */
export const partiesOf = (parties: readonly Party[]): { name: string; contact?: string }[] =>
  parties
    .filter(({ name }) => !isEmpty(name))
    .map(({ name, contact }) => ({ name: name.trim(), ...(!isEmpty(contact) && { contact: contact.trim() }) }));
