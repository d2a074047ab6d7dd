import { loadOfficeWords } from '$lib/messages';

// Every screen may be tested: with the words of the office.
await loadOfficeWords();

// happy-dom has no modal dialogs; the two methods below keep the same visible contract (the `open` attribute).
if (typeof HTMLDialogElement !== 'undefined' && !HTMLDialogElement.prototype.showModal) {
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
}
