import type { PersonRow } from './types';

export interface House {
  id: string;
  head: string | undefined;
  rows: PersonRow[];
}

export interface Place {
  village: string;
  houses: House[];
}

/** Rows under their villages and houses, in the order in which they came. */
export function byPlace(rows: readonly PersonRow[]): Place[] {
  const places: Place[] = [];
  for (const row of rows) {
    let place = places.find((one) => one.village === row.village);
    if (!place) places.push((place = { village: row.village, houses: [] }));
    const id = row.household ?? row.person;
    let house = place.houses.find((one) => one.id === id);
    if (!house) place.houses.push((house = { id, head: row.head, rows: [] }));
    house.rows.push(row);
  }
  return places;
}
