/** `a5`: upright A5 paper; `roll`: 80 mm thermal roll. */
export type PrintFormat = 'a5' | 'roll';

const rules: Record<PrintFormat, string> = {
  a5: '@page { size: A5 portrait; margin: 10mm; }',
  roll: '@page { size: 80mm 200mm; margin: 3mm; }'
};

/**
 * Tells the browser which paper the page is for, until the returned function is called. A constructed stylesheet,
 * because the content security policy forbids style elements made by script.
 */
export function usePaper(format: PrintFormat): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules[format]);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
