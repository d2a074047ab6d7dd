/** `a4`, `a5`: upright paper; `roll`: 80 mm thermal roll, cut where the slip ends. */
export type PrintFormat = 'a4' | 'a5' | 'roll';

/** Pixels of CSS in a millimetre. */
const PX_PER_MM = 96 / 25.4;
/** Above and below the slip on the roll, and what rounding and another font may add. */
const ROLL_SPARE_MM = 10;
/** A printer's driver refuses a page shorter than it is wide. */
const ROLL_LEAST_MM = 90;

function rule(format: PrintFormat, height_px: number): string {
  if (format === 'a4') return '@page { size: A4 portrait; margin: 12mm; }';
  if (format === 'a5') return '@page { size: A5 portrait; margin: 10mm; }';
  const height_mm = Math.max(ROLL_LEAST_MM, Math.ceil(height_px / PX_PER_MM) + ROLL_SPARE_MM);
  return `@page { size: 80mm ${height_mm}mm; margin: 3mm; }`;
}

/**
 * Tells the browser which paper the page is for, until the returned function is called; `height_px` is how tall the slip
 * stands on the screen. A constructed stylesheet, because the content security policy forbids style elements made by script.
 */
export function usePaper(format: PrintFormat, height_px: number): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rule(format, height_px));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
