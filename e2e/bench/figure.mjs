/** Writes one figure, as `cargo xtask bench` reads it. */
export function report(name, unit, value, measured_on) {
  process.stdout.write(`${JSON.stringify({ name, unit, value: Math.round(value * 1000) / 1000, measured_on })}\n`);
}

/** The value below which this share of the sorted values lies. */
export function percentile(sorted, share) {
  return sorted[Math.floor((sorted.length - 1) * share)];
}
