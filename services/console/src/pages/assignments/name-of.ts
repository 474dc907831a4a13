/** How one calls the person of an assignment: by name, else by sign-in name. */
export const nameOf = ({ displayName, personId }: { displayName?: string; personId: string }): string => displayName ?? personId;
