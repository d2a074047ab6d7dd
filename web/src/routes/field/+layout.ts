import { core } from '$lib/core/core';

/** Every screen of the field asks the core: it is compiled while the device's store is being opened. */
export const load = () => {
  // Whoever asks first hears of a failure.
  void core.ready().catch(() => undefined);
};
