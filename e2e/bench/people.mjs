// Generated people and what one types to find them; the same on every machine, in Node and in a browser.

export const PEOPLE = 50_000;
const FIRST_HITS = 20;

const FAMILIES = ['Nguyễn', 'Nguyễn', 'Nguyễn', 'Trần', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Bùi', 'Đặng', 'Lý', 'Giàng', 'Vàng', 'Sùng', "K'", 'Ka', "H'"];
const MIDDLES = ['Văn', 'Văn', 'Thị', 'Thị', 'Thị', 'Hữu', 'Đức', 'Ngọc', 'Minh', 'Xuân', 'A', 'Seo', ''];
const ONSETS = ['', 'B', 'Ch', 'D', 'Đ', 'G', 'H', 'Kh', 'L', 'M', 'N', 'Ng', 'Nh', 'Ph', 'Qu', 'S', 'T', 'Th', 'Tr', 'V', 'X'];
const RIMES = ['an', 'anh', 'ang', 'ân', 'ai', 'am', 'ên', 'inh', 'oa', 'oan', 'ông', 'ơn', 'uân', 'ung', 'uyên', 'ương', 'iệp', 'ạnh', 'ình', 'ọc', 'ùng', 'iến', 'úc', 'ế', 'áo', 'ơm', 'ôi'];

/** A small generator (mulberry32). */
function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/**
 * Loads the people into the core and types so many queries, letter by letter; gives the milliseconds of each keystroke,
 * sorted, with what crosses the seam as JSON counted in, and of loading.
 */
export function measure(core, queries) {
  const below = random(2026);
  const pick = (list) => list[below(list.length)];
  const people = Array.from({ length: PEOPLE }, (_, key) => {
    const name = [pick(FAMILIES), pick(MIDDLES), pick(ONSETS) + pick(RIMES)].filter(Boolean).join(' ');
    const birth_year = 1930 + below(95);
    const village = `Thôn ${key % 60}`;
    return { key, full_name: name, birth_year, id_tail: String(below(10_000)).padStart(4, '0'), village, head_name: '' };
  });
  people.forEach((person, at) => (person.head_name = at % 4 === 0 ? '' : people[at - (at % 4)].full_name));

  const entries = JSON.stringify(people);
  const started = performance.now();
  const loaded = JSON.parse(core.search_load(entries));
  const load_ms = performance.now() - started;
  if (loaded.ok?.people !== PEOPLE) throw new Error(JSON.stringify(loaded));

  const plain = (text) => JSON.parse(core.fold_text(JSON.stringify(text))).ok;
  const times = [];
  let hits = 0;
  for (let at = 0; at < queries; at += 1) {
    const { full_name, birth_year } = people[below(PEOPLE)];
    const folded = plain(full_name);
    const typed = [folded, full_name, folded.split(' ').map((word) => word[0]).join(' '), `${folded} ${birth_year}`,
      folded.split(' ').reverse().join(' '), String(below(10_000)).padStart(4, '0'), `${folded}x`, folded][at % 8];
    const letters = [...typed];
    for (let end = 1; end <= letters.length; end += 1) {
      const query = letters.slice(0, end).join('');
      const begun = performance.now();
      hits += JSON.parse(core.search(JSON.stringify({ query, limit: FIRST_HITS }))).ok.length;
      times.push(performance.now() - begun);
    }
  }
  if (hits === 0) throw new Error('nothing was ever found');
  return { load_ms, times: times.sort((one, other) => one - other) };
}
