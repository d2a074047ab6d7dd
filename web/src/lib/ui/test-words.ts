import { createRawSnippet, type Snippet } from 'svelte';

/** Plain words as a snippet, for tests of components with children. */
export function words(text: string): Snippet {
  return createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
}
