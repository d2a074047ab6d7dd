export const doublesCodesEn: Record<string, string> = {
  pair_changed: 'One of the two records was just changed or has left the list, so nothing was done. Look at the pair again, then decide.',
  person_not_listed: 'This person is no longer in the list. Load the page again to see how things stand.',
  removal_proposed: 'Somebody has proposed this already. Open “Out of the list” to see it.',
  removal_changed: 'Something about this person must be seen first. Load the page again, look, then try again.',
  second_person_needed: 'This needs a second person. Ask another officer to open and confirm it.'
};
