import { domainCodesEn } from './codes-domain.en';

/** English sentences for the stable codes; the keys are those of `codes.vi.ts`, which a test checks. */
export const codesEn: Record<string, string> = {
  ...domainCodesEn,

  unknown_code: 'Something could not be done (code {code}). Work is safe on this device; please tell the administrator this code.',

  network_unreachable: 'The server cannot be reached. Work is kept on this device and goes when there is a network.',
  network_timeout: 'The network is too slow. Work is kept on this device, which will try again by itself.',
  server_failed: 'The server has a problem. Work is kept on this device; try again in a few minutes.',
  server_busy: 'The server is busy. Wait a moment and try again.',
  reply_unreadable: 'The reply cannot be read. Check whether the Wi-Fi asks for a sign-in of its own, then try again.',
  too_many_requests: 'Too many attempts. Wait a few minutes and try again.',
  not_found: 'Not found. The dossier may belong elsewhere or the link has changed; search by name or code.',
  forbidden: 'This is not part of your work. Ask the person in charge if you need it.',
  bad_request: 'What was sent is not right. Check what you entered and send again.',
  invalid_input: 'Some answers are not right. Check the marked places.',
  conflict: 'Somebody else has just changed the same thing. Open it again, see both versions and choose.',
  too_large: 'This is too large for the server. Split it, or take a lighter photo.',
  csrf_invalid: 'The page has been open too long. Reload it and repeat the last step.',

  not_signed_in: 'Your session has ended. Sign in again to send; work on this device is safe.',
  wrong_credentials: 'User name or password is wrong. Try again, or ask the administrator to reset it.',
  account_disabled: 'This account is locked. Ask the administrator of the commune.',
  device_revoked: 'This device has been revoked. Ask the administrator of the commune before going on.',

  offset_mismatch: 'The photo continues from where the server has it. Nothing needs to be done.',
  hash_mismatch: 'The photo arrived different from the one taken. It is sent again; if it fails again, take it anew.',
  not_an_image: 'The server cannot open this file. Take the photo again or choose JPEG, PNG, WebP or PDF.',

  device_storage_full: 'The device is full. Earlier work is safe; remove private photos or videos, or send some dossiers, then repeat.',
  device_storage_unavailable: 'The browser does not allow saving. Leave private mode or use Chrome, then open again.',
  device_storage_blocked: 'Tận Thôn is open in another tab, so the store cannot be updated. Close the other tabs and open again.',
  device_storage_outdated: 'The store was made by a newer version. Reload the page when there is a network.',
  device_storage_unreadable: 'One item on this device cannot be read. Delete nothing; tell the administrator.',
  core_unavailable: 'The rules could not be loaded. Open the app once while there is a network.',

  file_empty: 'This file is empty. Take the photo again or choose another file.',
  file_too_large: 'The file is larger than {limit}. Take the photo inside the app, which makes it lighter.',
  file_heic: 'HEIC photos of an iPhone cannot be used. Take the photo inside the app, or choose Settings, Camera, Formats, “Most compatible”.',
  file_unsupported: 'This kind of file cannot be used. Choose a JPEG, PNG or WebP image, or a PDF.',
  file_broken: 'The file is broken. Take the photo again or choose another file.'
};
