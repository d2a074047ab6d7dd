import type { Handle } from '@sveltejs/kit';

/** Runs only while the shell is built: asks the browser to fetch the faces of the first screen together with the code. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    preload: ({ type, path }) =>
      type === 'js' || type === 'css' || (type === 'font' && /-(latin|vietnamese)-(400|600)-normal\./.test(path))
  });
