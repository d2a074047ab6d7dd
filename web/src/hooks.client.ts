// The stylesheet belongs to the entry, so that the HTML shell itself links it: text is styled at first paint.
import '$lib/theme/app.css';
