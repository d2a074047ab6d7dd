/** The app is a client of the local store: nothing is rendered by a server, nothing is loaded from the network before the first screen. */
export const ssr = false;
export const prerender = false;
